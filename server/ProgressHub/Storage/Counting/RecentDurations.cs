using System.Collections;
using System.Globalization;

namespace ProgressHub.Storage.Counting;

/// <summary>How long the last attempts of a kind took that succeeded, in milliseconds.</summary>
internal sealed class RecentDurations : IEnumerable<long>
{
    public const int Kept = 20;

    private readonly Queue<long> _durations = new(Kept);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static RecentDurations Parse(string text)
    {
        var durations = new RecentDurations();
        foreach (var number in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            durations.Add(long.Parse(number, CultureInfo.InvariantCulture));
        }

        return durations;
    }

    public void Add(long milliseconds)
    {
        if (_durations.Count == Kept)
        {
            _durations.Dequeue();
        }

        // A clock that was set back between start and end makes no time negative.
        _durations.Enqueue(Math.Max(0, milliseconds));
    }

    public void Add(RecentDurations newer)
    {
        foreach (var duration in newer._durations)
        {
            Add(duration);
        }
    }

    /// <summary>The median in seconds; null before the first.</summary>
    public double? Median()
    {
        var sorted = _durations.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length == 0 ? null
            : sorted.Length % 2 == 1 ? sorted[middle] / 1000d
            : (sorted[middle - 1] + sorted[middle]) / 2000d;
    }

    /// <summary>The oldest first.</summary>
    public IEnumerator<long> GetEnumerator() => _durations.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The oldest first, with commas between.</summary>
    public override string ToString() => string.Join(',', _durations);
}
