using ProgressHub.Benchmarks.Measuring;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>Looks every few milliseconds at what a screen would show, and how old that is.</summary>
internal static class Age
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public static async Task<AgeAnswer> SampleAsync(Tally tally, AgePlan plan)
    {
        var ages = new Histogram();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < plan.Seconds)
        {
            await Task.Delay(Look);
            if (tally.Newest is > 0 and var stamp)
            {
                ages.Add(Stopwatch.GetElapsedTime(stamp));
            }
        }

        return new(ages.Percentile(0.5), ages.Percentile(0.99));
    }
}

internal sealed record AgePlan(double Seconds);

/// <summary>In milliseconds.</summary>
internal sealed record AgeAnswer(double P50, double P99);
