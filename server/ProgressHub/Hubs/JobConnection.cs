using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using ProgressHub.Publishing;

namespace ProgressHub.Hubs;

/// <summary>One hub connection as a watcher. At most one write is in flight; what comes meanwhile is conflated and goes out in one piece when the write completes.</summary>
internal sealed class JobConnection(HubConnectionContext context, TimeProvider time, SlowConnections slow) : IWatcher
{
    private const int Free = 0, Writing = 1, WritingAndMore = 2, Closed = 3;

    // Free -> Writing and back needs no gate: a watcher that keeps up costs two exchanges a message. Every other step is taken under the gate.
    private int _state;

    private readonly Lock _gate = new();

    // Under the gate.
    private Backlog? _backlog;
    private bool _isWaitedFor;

    // Set by writes, taken by the look at the socket; the rest belongs to that look.
    private int _mayOwe;
    private long? _owingSince;

    public HubConnectionContext Context => context;

    public string Id => context.ConnectionId;

    /// <summary>What the kernel knows of the connection; null where it cannot be asked.</summary>
    public ConnectionSocket? Socket { get; } = ConnectionSocket.Of(context);

    public ClaimsPrincipal User => context.User;

    /// <summary>The names of the audiences it has joined. Under its own lock: its hub calls, the end of a job and its own end change it.</summary>
    public HashSet<string> Joined { get; } = new(StringComparer.Ordinal);

    /// <summary>What it watches: ids of jobs and names of groups, each once, in whatever mode.</summary>
    public HashSet<string> Watched()
    {
        lock (Joined)
        {
            return [.. Joined.Select(AudienceNames.Subject)];
        }
    }

    /// <summary>Set when it was given up or has gone: nothing is written any more.</summary>
    public bool IsClosed => Volatile.Read(ref _state) == Closed;

    /// <summary>When the write in flight began, as a timestamp of the clock.</summary>
    public long WriteStartedAt { get; private set; }

    /// <summary>The calls of the hub this connection makes, to bound their rate.</summary>
    public CallBudget Calls { get; } = new(time);

    public void Offer(Delivery delivery)
    {
        if (TryBegin() || !IsKept(delivery))
        {
            Write(delivery.Message);
        }
    }

    public void Leave(AudienceTable audiences, string audience)
    {
        lock (Joined)
        {
            if (Joined.Remove(audience))
            {
                audiences.Leave(audience, this);
            }
        }
    }

    /// <summary>Keeps what comes from now on from being written; what is in flight ends with the connection. True the first time.</summary>
    public bool TryClose()
    {
        lock (_gate)
        {
            var first = Interlocked.Exchange(ref _state, Closed) != Closed;
            _backlog = null;
            NoLongerWaitFor();
            return first;
        }
    }

    /// <summary>Whether something was sent that the client's machine may not have taken yet.</summary>
    public bool TakeMayOwe() => Volatile.Read(ref _mayOwe) != 0 && Interlocked.Exchange(ref _mayOwe, 0) != 0;

    /// <summary>How long the client's machine has taken nothing though something waits for it; null when nothing waits.</summary>
    public TimeSpan? OwesFor(long now, TimeProvider time)
    {
        var headway = Socket!.Look();
        if (headway is Headway.None)
        {
            _owingSince = null;
            return null;
        }

        Volatile.Write(ref _mayOwe, 1);
        _owingSince = headway is Headway.Some ? now : _owingSince ?? now;
        return time.GetElapsedTime(_owingSince.Value, now);
    }

    private bool TryBegin() => Interlocked.CompareExchange(ref _state, Writing, Free) == Free;

    /// <summary>Keeps a message until the write in flight completes; false if that has happened meanwhile, and then the connection is the caller's to write.</summary>
    private bool IsKept(Delivery delivery)
    {
        lock (_gate)
        {
            while (Interlocked.CompareExchange(ref _state, WritingAndMore, Writing) == Free)
            {
                if (TryBegin())
                {
                    return false;
                }
            }

            if (!IsClosed && !(_backlog ??= new()).TryKeep(delivery))
            {
                slow.Evict(this, SlowConnections.Overflow);
            }

            return true;
        }
    }

    private void Write(SerializedHubMessage message)
    {
        Volatile.Write(ref _mayOwe, 1);
        var write = context.WriteAsync(message);
        if (write.IsCompletedSuccessfully)
        {
            if (Interlocked.CompareExchange(ref _state, Free, Writing) == Writing)
            {
                return;
            }

            while (TryTakeBacklog(out var next))
            {
                write = context.WriteAsync(next);
                if (!write.IsCompletedSuccessfully)
                {
                    _ = FinishAsync(write);
                    return;
                }
            }

            return;
        }

        _ = FinishAsync(write);
    }

    private async Task FinishAsync(ValueTask write)
    {
        WaitFor();
        try
        {
            await write;
            while (TryTakeBacklog(out var next))
            {
                WriteStartedAt = time.GetTimestamp();
                await context.WriteAsync(next);
            }
        }
        catch (Exception)
        {
            // The transport is gone, or the message could not be written: SignalR ends such a connection itself.
        }
    }

    private void WaitFor()
    {
        lock (_gate)
        {
            WriteStartedAt = time.GetTimestamp();
            _isWaitedFor = !IsClosed;
            if (_isWaitedFor)
            {
                slow.Watch(this);
            }
        }
    }

    /// <summary>Under the gate, with the end of the write: the next one may be waited for at once, and must not be taken for this one.</summary>
    private void NoLongerWaitFor()
    {
        if (_isWaitedFor)
        {
            _isWaitedFor = false;
            slow.Unwatch(this);
        }
    }

    /// <summary>The next message of what was kept; when there is none, the connection is free again.</summary>
    private bool TryTakeBacklog(out SerializedHubMessage message)
    {
        lock (_gate)
        {
            if (!IsClosed && _backlog?.TryTake(out var delivery) is true)
            {
                message = delivery.Message;
                Volatile.Write(ref _mayOwe, 1);
                return true;
            }

            if (!IsClosed)
            {
                Volatile.Write(ref _state, Free);
            }

            NoLongerWaitFor();
            message = null!;
            return false;
        }
    }
}
