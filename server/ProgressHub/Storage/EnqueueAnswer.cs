namespace ProgressHub.Storage;

/// <summary>What became of new jobs.</summary>
/// <param name="Outcome">Whether they were stored.</param>
/// <param name="Jobs">The jobs as stored; of a repeated call those of the first one that are still there, as they are now; none where the key was reused.</param>
public sealed record EnqueueAnswer(EnqueueOutcome Outcome, IReadOnlyList<JobSnapshot> Jobs)
{
    internal static EnqueueAnswer Stored(IReadOnlyList<NewJob> jobs) => new(EnqueueOutcome.Stored, jobs is [var job] ? [job.Snapshot] : [.. jobs.Select(each => each.Snapshot)]);

    internal static EnqueueAnswer Reused { get; } = new(EnqueueOutcome.Reused, []);
}
