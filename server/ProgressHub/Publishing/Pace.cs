namespace ProgressHub.Publishing;

/// <summary>When an audience may be told next, in timestamps of the clock. Progress keeps its interval; state changes do not count against it and have a small burst of their own, since a job is often claimed, begun and ended within a moment.</summary>
internal struct Pace
{
    /// <summary>How many state changes may follow each other without a gap.</summary>
    private const int Burst = 4;

    private long? _progressAt;
    private long _urgentEarned;

    /// <summary>When progress may be told, at the earliest now.</summary>
    public readonly long ProgressDue(long now, long interval) => _progressAt is { } last ? Math.Max(now, last + interval) : now;

    /// <summary>When a state change may be told, at the earliest now.</summary>
    public readonly long UrgentDue(long now, long gap) => Math.Max(now, _urgentEarned - (Burst - 1) * gap);

    public void ToldProgress(long now) => _progressAt = now;

    /// <summary>Takes one of the burst; one is earned back with each gap that passes (the generic cell rate algorithm, ITU-T I.371).</summary>
    public void ToldUrgent(long now, long gap) => _urgentEarned = Math.Max(_urgentEarned, now) + gap;
}
