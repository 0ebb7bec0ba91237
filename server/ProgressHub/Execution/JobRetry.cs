namespace ProgressHub;

/// <summary>How long to wait before the next attempt.</summary>
/// <remarks>Full jitter: anywhere between 0 and the bound, so that jobs that failed together do not return together (AWS Architecture Blog, "Exponential Backoff And Jitter").</remarks>
public sealed record JobRetry
{
    private JobRetry(TimeSpan first, TimeSpan max) => (First, Max) = (first, max);

    /// <summary>The bound before the second attempt; it doubles with each attempt.</summary>
    public TimeSpan First { get; }

    /// <summary>The bound never grows beyond this.</summary>
    public TimeSpan Max { get; }

    /// <summary>Doubles from <paramref name="first"/> to <paramref name="max"/>.</summary>
    public static JobRetry Exponential(TimeSpan first, TimeSpan max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, first);
        return new(first, max);
    }

    internal TimeSpan Delay(int failedAttempts)
    {
        var bound = Math.Min(Max.TotalSeconds, First.TotalSeconds * Math.Pow(2, failedAttempts - 1));
        return TimeSpan.FromSeconds(Random.Shared.NextDouble() * bound);
    }
}
