using ProgressHub.Live;
using ProgressHub.Storage;

namespace ProgressHub.Execution;

/// <summary>One claimed job on this node, from the claim until its end is stored.</summary>
internal sealed class Attempt : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int _taken;
    private long _heldSince;

    public Attempt(ClaimedJob claimed, RegisteredKind kind, LiveJob live, JobContext context, long claimedAt)
    {
        (Claimed, Kind, Live, Context, ClaimedAt) = (claimed, kind, live, context, claimedAt);
        HeldSince = claimedAt;
        StoredVersion = claimed.Snapshot.Version;
    }

    public ClaimedJob Claimed { get; }

    public RegisteredKind Kind { get; }

    public LiveJob Live { get; }

    public JobContext Context { get; }

    public long ClaimedAt { get; }

    public JobId Id => Claimed.Snapshot.Id;

    public AttemptKey Key => new(Id, Jobs.JobVersion.Epoch(Claimed.Snapshot.Version));

    public CancellationToken Token => _stop.Token;

    /// <summary>The newest version the store has. Owned by the progress writer.</summary>
    public long StoredVersion { get; set; }

    /// <summary>Set when the handler has ended; what comes after is not the attempt's word.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Whether another scheduler in this process runs it: no slot has it, and no drain stops it.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Since when the store lets this node have the job, as a timestamp of the clock: the claim, or the last renewal.</summary>
    public long HeldSince
    {
        get => Volatile.Read(ref _heldSince);
        set => Volatile.Write(ref _heldSince, value);
    }

    public bool IsTaken => Volatile.Read(ref _taken) != 0;

    /// <summary>Takes it, either to run it or to give it back; the first one gets it.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Fires the token, once, with the first reason.</summary>
    /// <returns>Whether this was the first.</returns>
    public bool Stop(StopReason reason)
    {
        var first = Context.TryStop(reason);
        if (first)
        {
            // The handler's own callbacks run in here; neither the caller's thread nor its exceptions are theirs.
            _ = Task.Run(_stop.Cancel);
        }

        return first;
    }

    public void Dispose()
    {
        // A token that is being fired must not be disposed under it; without timers there is nothing to free.
        if (Context.StopReason is StopReason.None)
        {
            _stop.Dispose();
        }
    }
}
