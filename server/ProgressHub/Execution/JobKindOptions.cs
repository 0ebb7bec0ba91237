namespace ProgressHub;

/// <summary>The policy of one kind.</summary>
public sealed class JobKindOptions
{
    private readonly HashSet<Type> _doNotRetry = [typeof(DoNotRetryException)];

    /// <summary>How many attempts a job has, 1 to 100; <c>Jobs:MaxAttempts</c> by default.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>The least time between two messages about progress; <c>Push:Interval</c> by default.</summary>
    public TimeSpan? PushInterval { get; set; }

    /// <summary>How long to wait between attempts; from 2 s, doubling up to 5 minutes, by default.</summary>
    public JobRetry Retry { get; set; } = JobRetry.Exponential(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    /// <summary>An exception of this type fails the job at once, whatever attempts are left.</summary>
    public void DoNotRetryOn<TException>() where TException : Exception => _doNotRetry.Add(typeof(TException));

    internal bool MayRetry(Exception exception) => !_doNotRetry.Any(type => type.IsInstanceOfType(exception));
}
