namespace ProgressHub.Storage.Rows;

/// <summary>All rows of a database, as its transactions read and write them.</summary>
internal sealed record StoreRows
{
    public required IJobRows Jobs { get; init; }

    public required ILeaseRows Leases { get; init; }

    public required ILargeData Data { get; init; }

    public required ILaneRows Lanes { get; init; }

    public required IFamilyRows Families { get; init; }

    public required IWaitRows Waits { get; init; }

    public required IExternalRows External { get; init; }

    public required IAttemptRows Attempts { get; init; }

    public required ILogRows Logs { get; init; }

    public required IKeyRows Keys { get; init; }

    public required IRecurringRows Recurring { get; init; }
}
