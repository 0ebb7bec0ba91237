namespace ProgressHub.Storage.Kin;

/// <summary>How the children of one job stand, as a store keeps it beside the job.</summary>
/// <param name="Counts">All children since the last explicit retry of the parent.</param>
/// <param name="Weight">The weights of all.</param>
/// <param name="DoneWeight">The weights of those that are final.</param>
/// <param name="IgnoresFailure">Whether the parent succeeds whatever becomes of them.</param>
internal readonly record struct Family(ChildCounts Counts, long Weight, long DoneWeight, bool IgnoresFailure)
{
    public int Final => Counts.Succeeded + Counts.Failed + Counts.Canceled;

    public bool IsEmpty => Counts.Total == 0;

    /// <summary>Whether children are on their way that the parent has to wait for.</summary>
    public bool IsOpen => Final < Counts.Total;

    public bool HasFailed => !IgnoresFailure && Counts.Failed + Counts.Canceled > 0;

    /// <summary>What the parent shows as its progress once its own code has returned.</summary>
    public JobProgress Progress => new()
    {
        Stage = "children",
        Done = Final,
        Total = Counts.Total,
        Unit = "jobs",
        Fraction = IsOpen ? DoneWeight / (double)Weight : 1,
    };

    /// <summary>With <paramref name="by"/> more children in this final state.</summary>
    public Family With(JobState state, int by, int weight) => this with
    {
        Counts = Counts with
        {
            Succeeded = Counts.Succeeded + (state == JobState.Succeeded ? by : 0),
            Failed = Counts.Failed + (state == JobState.Failed ? by : 0),
            Canceled = Counts.Canceled + (state == JobState.Canceled ? by : 0),
        },
        DoneWeight = DoneWeight + ((long)by * weight),
    };
}
