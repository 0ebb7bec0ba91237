using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>A recurring job: what is enqueued when, and what has become of it.</summary>
public sealed record Recurrence
{
    /// <summary>So many of its newest jobs are remembered.</summary>
    public const int MostRecentJobs = 20;

    /// <summary>Names it; follows <see cref="GroupName.Pattern"/>.</summary>
    public required string Name { get; init; }

    /// <summary>When: five fields of Unix cron, or six or seven of Quartz.</summary>
    public required string Cron { get; init; }

    /// <summary>The IANA zone whose clock the cron expression reads, such as <c>Europe/Berlin</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The kind of its jobs.</summary>
    public required string Kind { get; init; }

    /// <summary>The arguments of its jobs.</summary>
    public required JsonElement Args { get; init; }

    /// <summary>What becomes of occurrences that were missed.</summary>
    public MissedRuns Missed { get; init; }

    /// <summary>The groups of its jobs; up to 16.</summary>
    public IReadOnlyList<GroupName> Groups { get; init; } = [];

    /// <summary>The priority of its jobs; 0 by default.</summary>
    public int Priority { get; init; }

    /// <summary>How many attempts its jobs have; the kind's setting if absent.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long each attempt of its jobs may take; the kind's setting if absent.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>With jobs of this key its jobs take turns; none if absent.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>Whether its occurrences are left out until it is resumed.</summary>
    public bool Paused { get; init; }

    /// <summary>When the next job comes; absent while it is paused, and when no time is left.</summary>
    [JsonConverter(typeof(UtcTimeForm))]
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When its last job was enqueued.</summary>
    [JsonConverter(typeof(UtcTimeForm))]
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Its last job, which may have been removed since.</summary>
    public JobId? LastJobId { get; init; }

    /// <summary>The ids of its newest jobs, the newest first, up to <see cref="MostRecentJobs"/>; absent before the first. Each may have been removed since.</summary>
    public IReadOnlyList<JobId>? RecentJobIds { get; init; }

    /// <summary>Who defined it.</summary>
    public RecurrenceSource Source { get; init; }
}
