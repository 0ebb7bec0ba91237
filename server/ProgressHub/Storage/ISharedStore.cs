namespace ProgressHub.Storage;

/// <summary>A store on a server that several nodes share: it tells each of them about the others.</summary>
internal interface ISharedStore
{
    /// <summary>Another node has changed something. A hint that is lost costs latency only. Nobody may linger in it.</summary>
    event Action? Hinted;

    /// <summary>Whether somebody watches on another node, and so waits for what is reported here.</summary>
    bool OthersWatch { get; }

    /// <summary>Tells the other nodes whether somebody watches on this one.</summary>
    bool Watches { set; }

    /// <summary>Reads which jobs other nodes have changed or removed since <paramref name="after"/>; null begins some seconds ago. A job may be told more than once; its version tells what is new.</summary>
    Task<JobChanges> ReadChangesAsync(JobChangesCursor? after, CancellationToken ct);
}
