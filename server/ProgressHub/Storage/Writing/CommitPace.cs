using System.Diagnostics;

namespace ProgressHub.Storage.Writing;

/// <summary>Decides how long a commit waits for callers who are on their way back: a caller who misses it waits for a whole sync, and makes the next commit a small one.</summary>
/// <remarks>A lone caller never waits: what is expected is what the last commits carried.</remarks>
internal sealed class CommitPace
{
    /// <summary>The wait is this part of what a commit takes.</summary>
    private const int Share = 4;

    private static readonly long LongestWait = Stopwatch.Frequency / 2000;

    private long _commitTakes;
    private long _commitBegan;
    private int _expected;

    public void WaitForMore(WriteQueue queue, List<IWriteOperation> batch)
    {
        if (batch.Count >= _expected)
        {
            return;
        }

        var ends = Stopwatch.GetTimestamp() + Math.Min(_commitTakes / Share, LongestWait);
        while (!queue.TakeMore(batch) && Stopwatch.GetTimestamp() < ends)
        {
            // The callers need a processor to come back on.
            Thread.Yield();
        }
    }

    /// <summary>Waits until as many as expected have come, or no longer.</summary>
    public void WaitForAll(WriteQueue queue, List<IWriteOperation> batch)
    {
        var ends = Stopwatch.GetTimestamp() + Math.Min(_commitTakes / Share, LongestWait);
        while (batch.Count < _expected && Stopwatch.GetTimestamp() < ends)
        {
            if (!queue.TakeMore(batch))
            {
                Thread.Yield();
            }
        }
    }

    public void BeforeCommit() => _commitBegan = Stopwatch.GetTimestamp();

    public void AfterCommit(int carried)
    {
        _commitTakes = ((_commitTakes * 7) + Stopwatch.GetTimestamp() - _commitBegan) / 8;
        // Grows at once and falls slowly, so that one small commit does not make small ones of all that follow.
        _expected = Math.Max(carried, (_expected * 7 / 8) - 1);
    }
}
