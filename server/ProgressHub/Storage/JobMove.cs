using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage;

/// <summary>A job came to stand in another state, in a store. Whatever a store keeps beside its jobs (counts, lanes, families) follows from these.</summary>
/// <param name="Job">As it is after the move; as it was, when it was removed.</param>
/// <param name="From">Null for a new job.</param>
/// <param name="To">Null for a removed one.</param>
internal readonly record struct JobMove(JobSnapshot Job, JobState? From, JobState? To)
{
    /// <summary>True where the store knows already that no job waits for this one, which spares the look.</summary>
    public bool NobodyWaits { get; init; }

    /// <summary>True where it was running for its children alone before, without an attempt. A parent that begins to wait for them moves from running to running.</summary>
    public bool Waited { get; init; }

    /// <summary>What it left, as far as places to run go: a parent that waits for its children holds none.</summary>
    public JobState? Left => Waited ? JobState.Scheduled : From;

    /// <summary>What it came to, as far as places to run go.</summary>
    public JobState? Came => To is JobState.Running && Job.IsWaiting() ? JobState.Scheduled : To;

    public static JobMove New(JobSnapshot job) => new(job, null, job.State);

    public static JobMove Removed(JobSnapshot job) => new(job, job.State, null);
}
