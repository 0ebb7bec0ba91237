using System.Text.Json;

namespace ProgressHub;

/// <summary>The body of <c>PUT /api/recurring/{name}</c>. It takes what <c>GET</c> answers, so that an answer can be edited and sent back.</summary>
public sealed record RecurrenceRequest
{
    /// <summary>The name of the address, if any.</summary>
    public string? Name { get; init; }

    /// <summary>When: five fields of Unix cron, or six or seven of Quartz.</summary>
    public string? Cron { get; init; }

    /// <summary>An IANA zone such as <c>Europe/Berlin</c>; <c>UTC</c> if absent.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The kind; see <c>GET /api/kinds</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The arguments, up to 64 KiB.</summary>
    public JsonElement? Args { get; init; }

    /// <summary><c>runOnce</c>, the default, or <c>skip</c>.</summary>
    public string? Missed { get; init; }

    /// <summary>Up to 16 groups.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Higher runs first; -1,000 to 1,000.</summary>
    public int? Priority { get; init; }

    /// <summary>1 to 100.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long each attempt may take, 1 to 2,592,000 s; the kind's setting if absent.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>With jobs of this key its jobs take turns; of the form of a group's name.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>As it is if absent; a new one is not paused.</summary>
    public bool? Paused { get; init; }

    /// <summary>Passed over: the schedule tells it.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Passed over.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Passed over.</summary>
    public JobId? LastJobId { get; init; }

    /// <summary>Passed over.</summary>
    public IReadOnlyList<JobId>? RecentJobIds { get; init; }

    /// <summary>Passed over: who puts it is its source.</summary>
    public RecurrenceSource? Source { get; init; }
}
