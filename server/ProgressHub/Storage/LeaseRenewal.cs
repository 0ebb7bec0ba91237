namespace ProgressHub.Storage;

/// <summary>The attempts a node still runs.</summary>
/// <param name="Node">The node.</param>
/// <param name="Attempts">Each by job and epoch.</param>
/// <param name="Lease">How long the leases shall last from now.</param>
public sealed record LeaseRenewal(string Node, IReadOnlyList<AttemptKey> Attempts, TimeSpan Lease);

/// <summary>One attempt.</summary>
/// <param name="Id">The job.</param>
/// <param name="Epoch">Its fencing epoch.</param>
public readonly record struct AttemptKey(JobId Id, int Epoch);

/// <summary>What became of the leases.</summary>
/// <param name="Lost">Attempts that no longer hold their job.</param>
/// <param name="CancelRequested">Attempts that shall stop.</param>
public sealed record LeaseAnswer(IReadOnlyList<AttemptKey> Lost, IReadOnlyList<AttemptKey> CancelRequested);
