namespace ProgressHub;

/// <summary>How a recurring job is to be run.</summary>
public sealed class RecurringOptions
{
    /// <summary>The IANA zone whose clock the cron expression reads, such as <c>Europe/Berlin</c>; <c>UTC</c> by default.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>What becomes of occurrences that were missed; one job makes up for them by default.</summary>
    public MissedRuns Missed { get; set; }

    /// <summary>The groups its jobs belong to; up to 16.</summary>
    public IReadOnlyList<GroupName> Groups { get; set; } = [];

    /// <summary>Higher runs first, -1,000 to 1,000; 0 by default.</summary>
    public int Priority { get; set; }

    /// <summary>1 to 100; the kind's setting by default.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>How long each attempt may take, 1 s to 30 days; the kind's setting by default.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>As in <see cref="EnqueueOptions.ConcurrencyKey"/>; none by default.</summary>
    public string? ConcurrencyKey { get; set; }
}
