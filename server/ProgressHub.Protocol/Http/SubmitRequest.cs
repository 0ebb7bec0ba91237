using System.Text.Json;

namespace ProgressHub;

/// <summary>The body of <c>POST /api/jobs</c>.</summary>
public sealed record SubmitRequest
{
    /// <summary>The kind; see <c>GET /api/kinds</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The arguments, up to 64 KiB.</summary>
    public JsonElement? Args { get; init; }

    /// <summary>Up to 16 groups.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Higher runs first; -1,000 to 1,000.</summary>
    public int? Priority { get; init; }

    /// <summary>1 to 100.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>When it may start; at once if absent.</summary>
    public DateTimeOffset? DueAt { get; init; }
}
