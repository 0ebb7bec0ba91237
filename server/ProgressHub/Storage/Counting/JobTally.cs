using System.Runtime.InteropServices;
using ProgressHub.Jobs;

namespace ProgressHub.Storage.Counting;

/// <summary>Adds up what moves of jobs change in the numbers. A store that keeps its numbers on disk adds up one transaction and then writes the sums; one in memory adds up a single tally for ever.</summary>
internal sealed class JobTally
{
    public Dictionary<CountKey, StateCounts> Counts { get; } = [];

    public Dictionary<MinuteKey, EndCounts> Ends { get; } = [];

    public Dictionary<string, RecentDurations> Durations { get; } = [];

    public void Note(in JobMove move)
    {
        var job = move.Job;
        Count(new CountKey(CountKey.Everywhere, job.Kind), move);
        for (var i = 0; i < job.Groups.Count; i++)
        {
            if (CountKey.IsFirst(job.Groups, i))
            {
                Count(new CountKey(job.Groups[i].Value, job.Kind), move);
            }
        }

        if (move.To == JobState.Succeeded && job is { StartedAt: { } started, FinalizedAt: { } ended })
        {
            Cell(Durations, job.Kind).Add((long)(ended - started).TotalMilliseconds);
        }
    }

    public void Clear()
    {
        Counts.Clear();
        Ends.Clear();
        Durations.Clear();
    }

    private void Count(in CountKey key, in JobMove move)
    {
        var counts = Cell(Counts, key);
        if (move.From is { } from)
        {
            counts[from]--;
        }

        if (move.To is not { } to)
        {
            return;
        }

        counts[to]++;
        if (to.IsFinal() && move.Job.FinalizedAt is { } ended)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(Ends, new MinuteKey(MinuteKey.Of(ended), key.Group, key.Kind), out _) += EndCounts.One(to);
        }
    }

    private static T Cell<TKey, T>(Dictionary<TKey, T> cells, TKey key) where TKey : notnull where T : class, new() =>
        CollectionsMarshal.GetValueRefOrAddDefault(cells, key, out _) ??= new T();
}
