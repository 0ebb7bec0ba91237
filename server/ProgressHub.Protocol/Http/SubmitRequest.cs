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

    /// <summary>How long each attempt may take, 1 to 2,592,000 s; the kind's setting if absent.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>Jobs of the kind with the same key take turns with those of other keys; of the form of a group's name.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>When it may start; at once if absent.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The job it is a child of; within a batch also <c>ref:NAME</c> of an item before.</summary>
    public string? ParentId { get; init; }

    /// <summary>Its share in its parent's progress, relative to its siblings, 1 to 1,000; 1 by default.</summary>
    public int? Weight { get; init; }

    /// <summary><c>fail</c> (the default) or <c>ignore</c>: what becomes of it when a child of its own does not succeed.</summary>
    public string? ChildFailure { get; init; }

    /// <summary>The jobs it waits for.</summary>
    public AfterRequest? After { get; init; }

    /// <summary>True where anybody who reaches the server may watch it, its log included, and a cache in front may answer polls.</summary>
    public bool? Public { get; init; }

    /// <summary>True where the work runs elsewhere and reports over HTTP; the kind need not be known here.</summary>
    public bool? External { get; init; }

    /// <summary>How long an external job may be silent, 5 to 3,600 s; <c>Lease:Duration</c> if absent.</summary>
    public double? LeaseSeconds { get; init; }

    /// <summary><c>fail</c> (the default) or <c>wait</c>: what becomes of an external job that was silent for longer.</summary>
    public string? OnLost { get; init; }

    /// <summary>Within a batch, a name by which later items may speak of it; 1 to 128 characters of the form of a group's name.</summary>
    public string? Ref { get; init; }
}
