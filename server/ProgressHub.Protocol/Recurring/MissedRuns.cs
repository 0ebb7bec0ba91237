using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>What becomes of occurrences that nobody could enqueue within a minute of their time, because no process ran or the store was away.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissedRuns>))]
public enum MissedRuns
{
    /// <summary>One job makes up for all of them.</summary>
    [JsonStringEnumMemberName("runOnce")] RunOnce,

    /// <summary>They are left out; the next job comes at the next time.</summary>
    [JsonStringEnumMemberName("skip")] Skip,
}
