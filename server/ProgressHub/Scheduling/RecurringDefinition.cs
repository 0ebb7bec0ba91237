namespace ProgressHub.Scheduling;

/// <summary>A recurring job as the app's code defines it.</summary>
internal sealed record RecurringDefinition(string Name, string Cron, string Kind, object Args, RecurringOptions Options)
{
    public RecurrencePlan ToPlan() => new(Name, Cron, Options.TimeZone, Kind, Args, RecurrenceSource.Code)
    {
        Missed = Options.Missed,
        Enqueue = new()
        {
            Groups = Options.Groups,
            Priority = Options.Priority,
            MaxAttempts = Options.MaxAttempts,
            Timeout = Options.Timeout,
            ConcurrencyKey = Options.ConcurrencyKey,
        },
    };
}
