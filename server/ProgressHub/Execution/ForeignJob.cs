namespace ProgressHub.Execution;

/// <summary>What another scheduler in this process says of a job that it is about to run.</summary>
/// <param name="Scheduler">What that scheduler is called, such as <c>quartz</c>.</param>
/// <param name="Kind">A name that follows <see cref="GroupName.Pattern"/>; it need not be registered.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Args">Its arguments as JSON.</param>
internal sealed record ForeignJob(string Scheduler, string Kind, IReadOnlyList<GroupName> Groups, ReadOnlyMemory<byte> Args)
{
    /// <summary>How often that scheduler has begun this work, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How often that scheduler will begin it at most, as far as it knows.</summary>
    public int MaxAttempts { get; init; } = 1;
}
