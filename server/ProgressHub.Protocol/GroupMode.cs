using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>How much of a group a watcher wants.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GroupMode>))]
public enum GroupMode
{
    /// <summary>Every changed job, and the roll-up.</summary>
    [JsonStringEnumMemberName("jobs")] Jobs,

    /// <summary>The roll-up alone, for groups of any size.</summary>
    [JsonStringEnumMemberName("summary")] Summary,
}
