using ProgressHub.Storage.Counting;

namespace ProgressHub.Storage.Memory;

/// <summary>The queued jobs of each kind and group in order of their submit. Not safe for threads by itself.</summary>
internal sealed class OldestQueued
{
    private readonly Dictionary<CountKey, SortedSet<(DateTimeOffset CreatedAt, Guid Id)>> _queued = [];

    public void Note(in JobMove move)
    {
        // What runs elsewhere waits for no worker.
        if ((move.To == JobState.Queued || move.From == JobState.Queued) && move.Job.External is not true)
        {
            Note(CountKey.Everywhere, move);
            foreach (var group in move.Job.Groups.Distinct())
            {
                Note(group.Value, move);
            }
        }
    }

    public DateTimeOffset? Find(CountKey key) => _queued.TryGetValue(key, out var jobs) ? jobs.Min.CreatedAt : null;

    private void Note(string group, in JobMove move)
    {
        var key = new CountKey(group, move.Job.Kind);
        var job = (move.Job.CreatedAt, move.Job.Id.Value);
        if (!_queued.TryGetValue(key, out var jobs))
        {
            _queued[key] = jobs = [];
        }

        if (move.To == JobState.Queued)
        {
            jobs.Add(job);
        }
        else if (jobs.Remove(job) && jobs.Count == 0)
        {
            _queued.Remove(key);
        }
    }
}
