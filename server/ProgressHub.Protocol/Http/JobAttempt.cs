namespace ProgressHub;

/// <summary>One attempt to run a job.</summary>
public sealed record JobAttempt
{
    /// <summary>Which attempt, from 1; counted anew after an explicit retry.</summary>
    public required int Attempt { get; init; }

    /// <summary>The epoch of its versions; no other attempt of the job has it.</summary>
    public required int Epoch { get; init; }

    /// <summary>How it ended; absent while it runs.</summary>
    public AttemptOutcome? Outcome { get; init; }

    /// <summary>When it was claimed.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; absent while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who ran it.</summary>
    public string? Node { get; init; }

    /// <summary>Why it did not succeed.</summary>
    public JobError? Error { get; init; }

    /// <summary>How far it came; absent when it reported nothing.</summary>
    public JobProgress? Progress { get; init; }
}
