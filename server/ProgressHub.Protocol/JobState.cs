using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>Where a job stands. The last three are final: <see cref="JobSnapshot.FinalizedAt"/> is there exactly then.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>Not due yet. In: a submit with a delay, a failed attempt that will be repeated. Out: a claim once due, a cancel.</summary>
    [JsonStringEnumMemberName("scheduled")] Scheduled,

    /// <summary>Due and waiting for a worker. In: a submit, a retry, a lost or returned attempt. Out: a claim, a cancel.</summary>
    [JsonStringEnumMemberName("queued")] Queued,

    /// <summary>An attempt holds the job. In: a claim. Out: the attempt's end, or the loss of its lease.</summary>
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Final: the handler returned. Out: an explicit retry only.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,

    /// <summary>Final: the last attempt allowed failed. Out: an explicit retry only.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Final: stopped on request. Out: an explicit retry only.</summary>
    [JsonStringEnumMemberName("canceled")] Canceled,
}
