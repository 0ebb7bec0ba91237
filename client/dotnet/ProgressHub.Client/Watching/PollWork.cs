namespace ProgressHub.Client.Watching;

/// <summary>What to poll for, because the hub does not push it.</summary>
/// <param name="Jobs">Jobs that the client's own identity may read.</param>
/// <param name="Tokened">Jobs with a token of their own, one request each.</param>
/// <param name="Groups">Groups, each with the moment of asking.</param>
internal sealed record PollWork(IReadOnlyList<PolledJob> Jobs, IReadOnlyList<PolledJob> Tokened, IReadOnlyList<(GroupName Name, long Moment)> Groups)
{
    public bool IsEmpty => Jobs.Count + Tokened.Count + Groups.Count == 0;
}

/// <summary>One job to poll for.</summary>
/// <param name="Id">The job.</param>
/// <param name="Known">The version that is known; null before the first.</param>
/// <param name="Token">Stands for the client's own token.</param>
internal sealed record PolledJob(JobId Id, long? Known, string? Token);
