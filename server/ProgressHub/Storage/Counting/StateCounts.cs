using ProgressHub.Jobs;

namespace ProgressHub.Storage.Counting;

/// <summary>Jobs by state, or by how much their numbers have changed.</summary>
internal sealed class StateCounts
{
    private const int States = 6;

    private readonly long[] _counts = new long[States];

    public long this[JobState state]
    {
        get => _counts[(int)state];
        set => _counts[(int)state] = value;
    }

    public long Total => _counts.Sum();

    public long Final => this[JobState.Succeeded] + this[JobState.Failed] + this[JobState.Canceled];

    public bool IsZero => !_counts.AsSpan().ContainsAnyExcept(0L);

    public void Add(StateCounts other)
    {
        for (var state = 0; state < States; state++)
        {
            _counts[state] += other._counts[state];
        }
    }

    /// <summary>By the names of the wire, without the states that have no job.</summary>
    public Dictionary<string, long> ToByState()
    {
        var named = new Dictionary<string, long>(States);
        for (var state = 0; state < States; state++)
        {
            if (_counts[state] != 0)
            {
                named[((JobState)state).Name()] = _counts[state];
            }
        }

        return named;
    }
}
