using System.Numerics;

namespace ProgressHub.Benchmarks.Measuring;

/// <summary>Counts durations in buckets of at most 1.6 % width, from any thread, without allocating.</summary>
internal sealed class Histogram
{
    private const int Steps = 64;

    private readonly long[] _counts = new long[Steps * 40];
    private long _count;
    private long _max;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>In milliseconds.</summary>
    public double Max => Interlocked.Read(ref _max) / 1000.0;

    public void Add(TimeSpan duration)
    {
        var micros = Math.Max(0, (long)duration.TotalMicroseconds);
        Interlocked.Increment(ref _counts[Bucket(micros)]);
        Interlocked.Increment(ref _count);
        long seen;
        while (micros > (seen = Interlocked.Read(ref _max)) && Interlocked.CompareExchange(ref _max, micros, seen) != seen)
        {
        }
    }

    /// <summary>The duration in milliseconds that this share of all stays below; NaN if there is none.</summary>
    public double Percentile(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        for (var i = 0; i < _counts.Length && rank > 0; i++)
        {
            rank -= _counts[i];
            if (rank <= 0)
            {
                return Middle(i) / 1000;
            }
        }

        return double.NaN;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        (_count, _max) = (0, 0);
    }

    // Below two times Steps each microsecond has its bucket; above, each power of two has as many as Steps.
    private static int Bucket(long micros)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)micros) - 6);
        return shift * Steps + (int)(micros >> shift);
    }

    private static double Middle(int bucket)
    {
        var shift = Math.Max(0, bucket / Steps - 1);
        return shift == 0 ? bucket : (bucket - shift * Steps + 0.5) * (1L << shift);
    }
}
