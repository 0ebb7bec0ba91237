namespace ProgressHub.Storage;

/// <summary>What a store that several nodes share tells one of them of the others' changes.</summary>
internal interface IJobChanges
{
    /// <summary>Another node has changed something. A hint that is lost costs latency only. Nobody may linger in it.</summary>
    event Action? Hinted;

    /// <summary>Reads which jobs other nodes have changed since <paramref name="after"/>; null begins now, with none. A job may be told more than once; its version tells what is new.</summary>
    Task<JobChanges> ReadChangesAsync(JobChangesCursor? after, CancellationToken ct);
}
