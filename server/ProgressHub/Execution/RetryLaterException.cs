namespace ProgressHub;

/// <summary>Fails the attempt and says when the next one is worth trying, as a 429 with Retry-After does. It counts as an attempt; without one left the job fails.</summary>
public sealed class RetryLaterException : Exception
{
    /// <summary>Says when, and why for a person.</summary>
    /// <param name="delay">From 0 to 30 days from now.</param>
    /// <param name="message">What is waited for.</param>
    /// <param name="inner">The cause.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is below 0 or above 30 days.</exception>
    public RetryLaterException(TimeSpan delay, string message = "Asked to be run again later.", Exception? inner = null) : base(message, inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, TimeSpan.FromDays(30));
        Delay = delay;
    }

    /// <summary>How long to wait.</summary>
    public TimeSpan Delay { get; }
}
