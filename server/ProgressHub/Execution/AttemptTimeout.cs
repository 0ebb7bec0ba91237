namespace ProgressHub.Execution;

/// <summary>Fires an attempt's token when it has taken too long. The job's own limit counts before the kind's, the kind's before the node's.</summary>
internal static class AttemptTimeout
{
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Most = TimeSpan.FromDays(30);

    /// <summary>What to dispose when the attempt has ended; null when nothing limits it.</summary>
    public static ITimer? Start(Attempt attempt, TimeSpan? usual, TimeProvider time) => Of(attempt, usual) is { } limit
        ? time.CreateTimer(static attempt => ((Attempt)attempt!).Stop(StopReason.TimedOut), attempt, limit, System.Threading.Timeout.InfiniteTimeSpan)
        : null;

    public static JobError Error(Attempt attempt, TimeSpan? usual) =>
        new("timed-out", $"The attempt took longer than {(Of(attempt, usual) is { } limit ? $"{limit.TotalSeconds:0.###} s" : "it may")}. Give it a longer timeout, or smaller work.");

    private static TimeSpan? Of(Attempt attempt, TimeSpan? usual) => attempt.Claimed.Timeout ?? attempt.Kind.Options.Timeout ?? usual;
}
