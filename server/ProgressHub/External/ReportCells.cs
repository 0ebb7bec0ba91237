using System.Collections.Concurrent;

namespace ProgressHub.External;

/// <summary>The cells of the external jobs that this node takes reports on. One that is let go of is made again from what the store has.</summary>
internal sealed class ReportCells(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan IdleOfTooMany = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<JobId, ReportCell> _cells = new();
    private long _sweptAt = time.GetTimestamp();

    public int Count => _cells.Count;

    public ReportCell Get(JobId id)
    {
        Sweep();
        var cell = _cells.GetOrAdd(id, static _ => new ReportCell());
        cell.TouchedAt = time.GetTimestamp();
        return cell;
    }

    public void Remove(JobId id) => _cells.TryRemove(id, out _);

    private void Sweep()
    {
        var sweptAt = Volatile.Read(ref _sweptAt);
        if (time.GetElapsedTime(sweptAt) < SweepInterval || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), sweptAt) != sweptAt)
        {
            return;
        }

        var limit = _cells.Count > Most ? IdleOfTooMany : Idle;
        foreach (var (id, cell) in _cells)
        {
            if (time.GetElapsedTime(cell.TouchedAt) >= limit)
            {
                // A report that is in there now is judged by the store like any other.
                Remove(id);
            }
        }
    }
}
