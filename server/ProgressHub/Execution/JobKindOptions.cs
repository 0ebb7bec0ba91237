using Microsoft.Extensions.Logging;

namespace ProgressHub;

/// <summary>The policy of one kind.</summary>
public sealed class JobKindOptions
{
    private readonly HashSet<Type> _doNotRetry = [typeof(DoNotRetryException)];

    /// <summary>How many attempts a job has, 1 to 100; <c>Jobs:MaxAttempts</c> by default.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>How long an attempt may take before its token fires, 1 s to 30 days; <c>Jobs:Timeout</c> by default. It then counts as failed.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>The least time between two messages about progress; <c>Push:Interval</c> by default.</summary>
    public TimeSpan? PushInterval { get; set; }

    /// <summary>What an <see cref="ILogger"/> is told inside a running job of the kind comes into the job's log from this level on; <c>Jobs:LogLevel</c> by default.</summary>
    public LogLevel? LogLevel { get; set; }

    /// <summary>How many attempts of the kind run at the same time on all nodes together, 1 to 1,024; unlimited by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public int? Concurrency { get; set => field = value is null ? null : Checked(value.Value, nameof(Concurrency)); }

    /// <summary>How many attempts of the kind with the same <see cref="EnqueueOptions.ConcurrencyKey"/> run at the same time on all nodes together, 1 to 1,024; 16 by default. A changed setting comes with the next job that is enqueued, and counts for each key as its jobs come and go.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public int ConcurrencyPerKey { get; set => field = Checked(value, nameof(ConcurrencyPerKey)); } = Storage.NewJob.UsualPerKey;

    /// <summary>How long to wait between attempts; from 2 s, doubling up to 5 minutes, by default.</summary>
    public JobRetry Retry { get; set; } = JobRetry.Exponential(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    /// <summary>How long its final jobs are kept, 1 hour to 36,500 days; <c>Retention:Age</c> by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of the range.</exception>
    public TimeSpan? RetainFor
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? RetentionOptions.LeastAge, RetentionOptions.LeastAge, nameof(RetainFor));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? RetentionOptions.MostAge, RetentionOptions.MostAge, nameof(RetainFor));
            field = value;
        }
    }

    /// <summary>How many of its final jobs are kept, 0 to 100,000,000; <c>Retention:Count</c> by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of the range.</exception>
    public int? RetainCount
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(RetainCount));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? 0, RetentionOptions.MostCount, nameof(RetainCount));
            field = value;
        }
    }

    /// <summary>An exception of this type fails the job at once, whatever attempts are left.</summary>
    public void DoNotRetryOn<TException>() where TException : Exception => _doNotRetry.Add(typeof(TException));

    private static int Checked(int limit, string setting) => limit is >= 1 and <= 1024
        ? limit
        : throw new ArgumentOutOfRangeException(setting, limit, $"{setting} of a kind is {limit}; set it to a number from 1 to 1,024.");

    internal bool MayRetry(Exception exception) => !_doNotRetry.Any(type => type.IsInstanceOfType(exception));
}
