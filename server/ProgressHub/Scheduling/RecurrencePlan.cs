namespace ProgressHub.Scheduling;

/// <summary>A recurring job as somebody wants it; nothing of it has been checked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cron">When.</param>
/// <param name="TimeZone">By which clock.</param>
/// <param name="Kind">The kind of its jobs.</param>
/// <param name="Args">Their arguments: an object of the kind's own type, or JSON.</param>
/// <param name="Source">Who wants it.</param>
internal sealed record RecurrencePlan(string Name, string Cron, string TimeZone, string Kind, object Args, RecurrenceSource Source)
{
    public MissedRuns Missed { get; init; }

    public EnqueueOptions Enqueue { get; init; } = new();

    /// <summary>Null: as it is, or not paused if it is new.</summary>
    public bool? Paused { get; init; }
}
