using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>Where a job stands. The last three are final: <see cref="JobSnapshot.FinalizedAt"/> is there exactly then.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>Not due yet, or waiting for other jobs. In: a submit with a delay or with jobs to wait for, a failed attempt that will be repeated. Out: the due time, the end of the last of those jobs, a cancel.</summary>
    [JsonStringEnumMemberName("scheduled")] Scheduled,

    /// <summary>Due and waiting for a worker. In: a submit, a retry, a lost or returned attempt. Out: a claim, a cancel.</summary>
    [JsonStringEnumMemberName("queued")] Queued,

    /// <summary>An attempt holds the job, or has ended and children of the job are not final. In: a claim. Out: the attempt's end or the loss of its lease, then the end of the last child.</summary>
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Final: the handler returned, and no child has failed that counts. Out: an explicit retry only.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,

    /// <summary>Final: the last attempt allowed failed, or a child did. Out: an explicit retry only.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Final: stopped on request, or another job that it was to follow did not succeed. Out: an explicit retry only.</summary>
    [JsonStringEnumMemberName("canceled")] Canceled,
}
