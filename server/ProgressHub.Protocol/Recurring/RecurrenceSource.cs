using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>Who defined a recurring job.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecurrenceSource>))]
public enum RecurrenceSource
{
    /// <summary>The app's code, with <c>AddRecurring</c>: put again at every start, removed at the start of an app that no longer has it.</summary>
    [JsonStringEnumMemberName("code")] Code,

    /// <summary>A <c>PUT</c>: kept until it is removed.</summary>
    [JsonStringEnumMemberName("api")] Api,
}
