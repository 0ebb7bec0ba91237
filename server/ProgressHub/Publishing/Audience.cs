using ProgressHub.Live;

namespace ProgressHub.Publishing;

/// <summary>Everybody on this node who watches one thing.</summary>
internal sealed class Audience(string name)
{
    private readonly Lock _gate = new();
    private readonly HashSet<IWatcher> _watchers = [];
    private IWatcher[]? _array;
    private Pace _pace;

    public string Name => name;

    // Owned by the pump.
    public HashSet<LiveJob> Pending { get; } = [];

    public bool IsUrgent { get; set; }

    /// <summary>When jobs of kinds with an interval of their own were last sent.</summary>
    public Dictionary<LiveJob, long> Paced { get; } = [];

    /// <summary>Set when something other than a state change waits.</summary>
    public bool HasProgress { get; set; }

    public ref Pace Pace => ref _pace;

    public long? DueAt { get; set; }

    /// <summary>The sum of a group, once somebody has asked for it.</summary>
    public GroupRollup? Rollup { get; private set; }

    public bool IsGroup { get; } = AudienceNames.IsGroup(name);

    /// <summary>Set when the last watcher has left: the table makes a new audience for the next one.</summary>
    public bool IsClosed { get; private set; }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _watchers.Count;
            }
        }
    }

    public bool TryJoin(IWatcher watcher)
    {
        lock (_gate)
        {
            if (IsClosed)
            {
                return false;
            }

            if (_watchers.Add(watcher))
            {
                _array = null;
            }

            return true;
        }
    }

    /// <summary>Answers whether it was the last.</summary>
    public bool Leave(IWatcher watcher)
    {
        lock (_gate)
        {
            if (_watchers.Remove(watcher))
            {
                _array = null;
            }

            return IsClosed = _watchers.Count == 0;
        }
    }

    /// <summary>The roll-up, or the given one if there is none yet.</summary>
    public GroupRollup StartRollup(GroupRollup fresh)
    {
        lock (_gate)
        {
            return Rollup ??= fresh;
        }
    }

    public void StopRollup()
    {
        lock (_gate)
        {
            Rollup = null;
        }
    }

    /// <summary>Those who watch now. Made at a send and not at a join: ten thousand that return at once cost ten thousand additions.</summary>
    public IWatcher[] Watchers()
    {
        lock (_gate)
        {
            return _array ??= [.. _watchers];
        }
    }

    public void Offer(Delivery delivery)
    {
        foreach (var watcher in Watchers())
        {
            watcher.Offer(delivery);
        }
    }
}
