namespace ProgressHub;

/// <summary>How a client repeats what a passing fault has stopped: growing delays with full jitter.</summary>
public sealed record ClientRetry
{
    /// <summary>The bound of the first delay; 250 ms by default, 10 ms to 1 min. Each further bound is twice the one before.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The bound that delays grow to; 2 s by default, up to 10 min. It is also how late the return of a network may be seen.</summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a request is repeated before its fault is thrown; 30 s by default, 0 for no repetition, up to 1 d. Watches are never given up.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(30);
}
