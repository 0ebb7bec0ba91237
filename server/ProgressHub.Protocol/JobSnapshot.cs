using System.Globalization;
using System.Text.Json;

namespace ProgressHub;

/// <summary>The whole truth about one job at one version. Immutable; a newer version replaces an older one entirely.</summary>
/// <remarks>Two snapshots are equal when id and version are: one version is one sequence of bytes.</remarks>
public sealed record JobSnapshot
{
    private Encoded? _encoded;
    private Tag? _tag;

    /// <summary>The job.</summary>
    public required JobId Id { get; init; }

    /// <summary>What kind of work it is.</summary>
    public required string Kind { get; init; }

    /// <summary>The groups it belongs to; up to 16.</summary>
    public IReadOnlyList<GroupName> Groups { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>Grows with every change, over retries, restarts and nodes; below 2^53. Apply only what is newer.</summary>
    public required long Version { get; init; }

    /// <summary>The attempt that runs or ran last, from 1; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>How many attempts it may take.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>Higher runs first; 0 by default.</summary>
    public int Priority { get; init; }

    /// <summary>Jobs of its kind with the same key take turns, and at most so many of them run at the same time as the kind allows for a key; none by default.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>How far it is.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>Named counts of outcomes; up to 32.</summary>
    public IReadOnlyDictionary<string, long>? Counters { get; init; }

    /// <summary>True once somebody asked to stop it.</summary>
    public bool? CancelRequested { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it may start, if not at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the last attempt started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the job last reported.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>When it reached its final state; there exactly when it is final.</summary>
    public DateTimeOffset? FinalizedAt { get; init; }

    /// <summary>The node of the last attempt.</summary>
    public string? Node { get; init; }

    /// <summary>The job it is a child of.</summary>
    public JobId? ParentId { get; init; }

    /// <summary>The jobs it waits for, as long as it does.</summary>
    public IReadOnlyList<JobId>? WaitsFor { get; init; }

    /// <summary>How its children stand, from the moment its own code has returned.</summary>
    public ChildCounts? Children { get; init; }

    /// <summary>True when the work runs elsewhere and is reported over HTTP.</summary>
    public bool? External { get; init; }

    /// <summary>When its lease was found expired.</summary>
    public DateTimeOffset? LostAt { get; init; }

    /// <summary>The scheduler that runs the job inside a node, such as <c>quartz</c>; absent for jobs that ProgressHub runs itself.</summary>
    public string? Scheduler { get; init; }

    /// <summary>True when everybody may watch it.</summary>
    public bool? Public { get; init; }

    /// <summary>The name of the recurring job that it is a run of.</summary>
    public string? Recurring { get; init; }

    /// <summary>What it returned, up to 4 KiB; a larger one is at <c>/api/jobs/{id}/result</c>.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>The size of a result that is too large to stand here.</summary>
    public int? ResultBytes { get; init; }

    /// <summary>Why the last attempt did not succeed.</summary>
    public JobError? Error { get; init; }

    /// <summary>Whether the job has reached one of the final states.</summary>
    public bool IsFinal() => FinalizedAt is not null;

    /// <summary>The JSON of this snapshot in UTF-8, made once.</summary>
    public ReadOnlyMemory<byte> ToUtf8Json()
    {
        // `with` copies the field, so the owner is checked: a copy must not speak with its original's bytes.
        var encoded = _encoded;
        if (encoded?.Owner != (object)this)
        {
            _encoded = encoded = new Encoded(this, JsonSerializer.SerializeToUtf8Bytes(this, WireContext.Plain.JobSnapshot));
        }

        return encoded.Json;
    }

    /// <summary>The weak entity tag of this version (RFC 9110, section 8.8.3), such as <c>W/"4294967301"</c>, made once.</summary>
    public string ToEntityTag()
    {
        // Copied by `with` like the bytes, but a copy of the same version has the same tag.
        var tag = _tag;
        if (tag?.Version != Version)
        {
            _tag = tag = new Tag(Version, string.Create(CultureInfo.InvariantCulture, $"W/\"{Version}\""));
        }

        return tag.Text;
    }

    /// <inheritdoc />
    public bool Equals(JobSnapshot? other) => other is not null && Id == other.Id && Version == other.Version;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Version);

    private sealed record Encoded(object Owner, ReadOnlyMemory<byte> Json);

    private sealed record Tag(long Version, string Text);
}
