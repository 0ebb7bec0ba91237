namespace ProgressHub.Storage.Memory;

/// <summary>What the store in memory keeps of an external job's reports.</summary>
internal sealed class MemoryReports(ExternalJob job)
{
    /// <summary>Its snapshot is that of the submit; the newest stands with the job.</summary>
    public ExternalJob Known { get; set; } = job;

    /// <summary>On the clock's monotonic scale; null where nobody is to report.</summary>
    public long? LeaseEndsAt { get; set; }
}
