using System.Text.Json.Serialization;
using ProgressHub.Storage;

namespace ProgressHub;

/// <summary>How a job is to be run. A record, so that a common set is made once and varied by <c>with</c>.</summary>
public sealed record EnqueueOptions
{
    /// <summary>The groups it belongs to; up to 16.</summary>
    public IReadOnlyList<GroupName> Groups { get; init; } = [];

    /// <summary>Higher runs first, -1,000 to 1,000; 0 by default.</summary>
    public int Priority { get; init; }

    /// <summary>1 to 100; the kind's setting by default.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long each attempt may take, 1 s to 30 days; the kind's setting by default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether anybody who reaches the server may watch it, whatever the rights to its groups, its log included; <c>false</c> by default. Polls of it are the same for everybody, so a cache in front may answer a crowd. Managing it takes the same right as ever.</summary>
    // Left out where it is not set, so that what was asked under an idempotency key before this was there is still known.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Public { get; init; }

    /// <summary>How long to wait before it may start; at once by default.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Jobs of the kind with the same key take turns with those of other keys, and only <see cref="JobKindOptions.ConcurrencyPerKey"/> of them run at the same time on all nodes together; of the form of a group's name, as in <c>tenant:42</c>. None by default.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>Makes repeating safe: the same again under the same key, within <c>Idempotency:Window</c>, is answered with the same job, and something else is refused with <c>idempotency-key-reused</c>. 1 to 128 visible ASCII characters; none by default.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>A moment in place of <see cref="Delay"/>: said again later it is still the same.</summary>
    [JsonInclude]
    internal DateTimeOffset? DueAt { get; init; }

    /// <summary>Set where the work runs elsewhere.</summary>
    [JsonInclude]
    internal ExternalTerms? External { get; init; }

    /// <summary>Whose idempotency key it is; keys without a caller are shared.</summary>
    internal string? Caller { get; init; }

    /// <summary>The job it is a child of, which is not final until all its children are; none by default. A tree is at most 8 deep.</summary>
    public JobId? ParentId { get; init; }

    /// <summary>Its share in its parent's progress, relative to its siblings, 1 to 1,000; 1 by default.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What becomes of it when one of its own children fails or is canceled; it fails too by default.</summary>
    public ChildFailure ChildFailure { get; init; }

    /// <summary>The jobs it waits for; none by default.</summary>
    public After? After { get; init; }

    /// <summary>The attempt of the parent that enqueues it; null where somebody else does.</summary>
    internal int? ParentEpoch { get; init; }
}
