namespace ProgressHub;

/// <summary>What a submit may say about a job besides kind and arguments. Reuse one with <c>with</c>.</summary>
public sealed record SubmitOptions
{
    /// <summary>Up to 16 groups.</summary>
    public IReadOnlyList<GroupName> Groups { get; init; } = [];

    /// <summary>Higher runs first; -1,000 to 1,000, 0 by default.</summary>
    public int? Priority { get; init; }

    /// <summary>How many attempts it may take; 1 to 100, the kind's setting by default.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long each attempt may take; 1 s to 30 d, the kind's setting by default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether anybody who reaches the server may watch it, its log included; <c>false</c> by default.</summary>
    public bool Public { get; init; }

    /// <summary>When it may start; at once by default.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Jobs of the kind with the same key take turns with those of other keys; none by default.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>The job it is a child of; none by default.</summary>
    public JobId? Parent { get; init; }

    /// <summary>The jobs it waits for; none by default.</summary>
    public AfterRequest? After { get; init; }

    /// <summary>A repeated submit with the same key gives the same job; 1 to 128 characters. By default each submit makes a key of its own, so that its repetitions never double a job.</summary>
    public string? IdempotencyKey { get; init; }
}
