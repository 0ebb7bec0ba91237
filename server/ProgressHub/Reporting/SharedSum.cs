using System.Numerics;
using System.Runtime.InteropServices;

namespace ProgressHub.Reporting;

/// <summary>A sum that any number of threads add to, exact whenever they have returned. Threads that never meet pay for one interlocked exchange; once two have met, each processor adds to a cell of its own.</summary>
/// <remarks>The idea of the striped counter: Doug Lea's LongAdder, java.util.concurrent.atomic.</remarks>
internal sealed class SharedSum
{
    private const int MaxCells = 64;

    private static readonly int CellCount = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Environment.ProcessorCount, 1, MaxCells));

    private long _first;
    private Cell[]? _cells;

    public long Value
    {
        get
        {
            var sum = Interlocked.Read(ref _first);
            foreach (ref var cell in Volatile.Read(ref _cells).AsSpan())
            {
                sum += Interlocked.Read(ref cell.Value);
            }

            return sum;
        }
    }

    /// <summary>Adds, with a full fence behind it.</summary>
    public void Add(long by)
    {
        if (Volatile.Read(ref _cells) is { } cells)
        {
            AddTo(cells, by);
            return;
        }

        var seen = Interlocked.Read(ref _first);
        if (Interlocked.CompareExchange(ref _first, seen + by, seen) != seen)
        {
            AddTo(Interlocked.CompareExchange(ref _cells, cells = new Cell[CellCount], null) ?? cells, by);
        }
    }

    private static void AddTo(Cell[] cells, long by) => Interlocked.Add(ref cells[Thread.GetCurrentProcessorId() & (CellCount - 1)].Value, by);

    /// <summary>A line of the cache and its neighbour, which processors fetch in pairs, so that no two cells are moved together.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Cell
    {
        [FieldOffset(0)]
        public long Value;
    }
}
