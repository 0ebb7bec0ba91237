using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>How an attempt ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttemptOutcome>))]
public enum AttemptOutcome
{
    /// <summary>The handler returned.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,

    /// <summary>The handler threw.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>It stopped on request.</summary>
    [JsonStringEnumMemberName("canceled")] Canceled,

    /// <summary>Its process died or stopped renewing its lease.</summary>
    [JsonStringEnumMemberName("lost")] Lost,

    /// <summary>It took longer than allowed.</summary>
    [JsonStringEnumMemberName("timed-out")] TimedOut,
}
