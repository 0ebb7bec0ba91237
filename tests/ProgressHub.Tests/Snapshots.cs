using ProgressHub.Jobs;

namespace ProgressHub.Tests;

/// <summary>Snapshots to begin a test with.</summary>
internal static class Snapshots
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static JobSnapshot Queued(params string[] groups) => new()
    {
        Id = JobId.New(Noon),
        Kind = "work",
        Groups = [.. groups.Select(name => new GroupName(name))],
        State = JobState.Queued,
        Version = JobVersion.Of(0, 1),
        MaxAttempts = 3,
        CreatedAt = Noon,
    };

    public static JobSnapshot Running(params string[] groups) => Claimed(Queued(groups));

    public static JobSnapshot Claimed(this JobSnapshot job) => job with
    {
        State = JobState.Running,
        Version = JobVersion.NextEpoch(job.Version),
        Attempt = job.Attempt + 1,
        StartedAt = Noon,
    };

    public static JobSnapshot Ended(this JobSnapshot job, JobState state = JobState.Succeeded) => job with
    {
        State = state,
        Version = job.Version + 1,
        FinalizedAt = Noon,
    };
}
