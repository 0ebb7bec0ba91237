using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>Where a stage stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StageState>))]
public enum StageState
{
    /// <summary>Declared, and not begun.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>Begun, and not completed; stages may run side by side.</summary>
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Over; its fraction is 1.</summary>
    [JsonStringEnumMemberName("completed")] Completed,
}
