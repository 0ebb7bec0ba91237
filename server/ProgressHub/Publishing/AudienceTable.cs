using System.Collections.Concurrent;

namespace ProgressHub.Publishing;

/// <summary>The audiences of this node by name. What nobody watches is not here and costs nothing.</summary>
internal sealed class AudienceTable
{
    private readonly ConcurrentDictionary<string, Audience> _audiences = new(StringComparer.Ordinal);

    public bool IsEmpty => _audiences.IsEmpty;

    public int Count => _audiences.Count;

    public bool HasGroups => _audiences.Any(entry => entry.Value.IsGroup);

    /// <summary>Those of groups, in whatever mode each is watched.</summary>
    public IEnumerable<Audience> Groups => _audiences.Where(entry => entry.Value.IsGroup).Select(entry => entry.Value);

    /// <summary>The sizes of all audiences together.</summary>
    public int CountWatches() => _audiences.Sum(audience => audience.Value.Count);

    public Audience? Find(string name) => _audiences.GetValueOrDefault(name);

    public Audience Join(string name, IWatcher watcher)
    {
        while (true)
        {
            var audience = _audiences.GetOrAdd(name, static key => new Audience(key));
            if (audience.TryJoin(watcher))
            {
                return audience;
            }

            // The last watcher left in this moment and the audience is about to go.
            _audiences.TryRemove(new(name, audience));
        }
    }

    /// <summary>Sends everybody away: what they watched is no more.</summary>
    public void End(Audience audience)
    {
        foreach (var watcher in audience.Watchers())
        {
            watcher.Leave(this, audience.Name);
        }
    }

    public void Leave(string name, IWatcher watcher)
    {
        if (_audiences.TryGetValue(name, out var audience) && audience.Leave(watcher))
        {
            _audiences.TryRemove(new(name, audience));
        }
    }
}
