namespace ProgressHub.Storage;

/// <summary>A store on a server that several nodes share: it tells each of them about the others.</summary>
internal interface ISharedStore
{
    /// <summary>Says that another node has changed jobs; may be late, come twice or not at all.</summary>
    event Action? Hinted;

    /// <summary>Whether any other node needs changes soon: somebody watches there.</summary>
    bool OthersWatch { get; }

    /// <summary>Tells the other nodes whether somebody watches here.</summary>
    bool Watches { get; set; }

    /// <summary>The jobs that other nodes have changed or removed since the last call, each once. After a pause of more than some seconds, since some seconds ago: who begins to watch reads the jobs themselves.</summary>
    Task<IReadOnlyList<JobId>> ReadChangesAsync(CancellationToken ct);
}
