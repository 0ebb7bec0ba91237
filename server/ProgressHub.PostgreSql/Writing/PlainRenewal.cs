using ProgressHub.Storage;
using ProgressHub.Storage.Writing;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>Renews the leases of a node in one statement.</summary>
internal sealed class PlainRenewal(LeaseRenewal renewal) : WriteOperation<LeaseAnswer>
{
    private readonly RenewOperation _ruled = new(renewal);

    public LeaseRenewal Renewal => renewal;

    /// <summary>What the statement found.</summary>
    public Dictionary<AttemptKey, bool> Held { get; } = [];

    public void Answer() => TrySetResult(new LeaseAnswer(
        [.. renewal.Attempts.Where(attempt => !Held.ContainsKey(attempt))],
        [.. renewal.Attempts.Where(attempt => Held.GetValueOrDefault(attempt))]));

    protected override LeaseAnswer Change(WriteSession session) => _ruled.Run(session);
}
