namespace ProgressHub.Client.Binding;

/// <summary>What a view shows of a job: the values of its properties at one moment, compared to tell which have changed.</summary>
internal sealed record Shown
{
    private Shown()
    {
    }

    public static Shown Nothing { get; } = new() { IsStale = true, IsIndeterminate = true };

    public JobSnapshot? Snapshot { get; private init; }

    public string Kind { get; private init; } = "";

    public JobState State { get; private init; } = JobState.Queued;

    public double Percent { get; private init; }

    public bool IsIndeterminate { get; private init; }

    public string? Message { get; private init; }

    public string? Stage { get; private init; }

    public TimeSpan? Eta { get; private init; }

    public double? Rate { get; private init; }

    public string? Unit { get; private init; }

    public IReadOnlyDictionary<string, long> Counters { get; private init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, long>.Empty;

    public JobError? Error { get; private init; }

    public bool IsFinal { get; private init; }

    public bool IsStale { get; private init; }

    public Exception? Problem { get; private init; }

    public static Shown Of(JobSnapshot? job, bool isFresh, Exception? problem)
    {
        if (job is null)
        {
            return Nothing with { Problem = problem };
        }

        var (progress, isFinal) = (job.Progress, job.IsFinal());
        return new()
        {
            Snapshot = job,
            Kind = job.Kind,
            State = job.State,
            Percent = job.State is JobState.Succeeded ? 100 : (progress?.Fraction ?? 0) * 100,
            IsIndeterminate = !isFinal && progress?.Fraction is null,
            Message = progress?.Message,
            Stage = progress?.Stage,
            Eta = progress?.EtaSeconds is { } seconds && !isFinal ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)) : null,
            Rate = progress?.RatePerSecond,
            Unit = progress?.Unit,
            Counters = job.Counters ?? Nothing.Counters,
            Error = job.Error,
            IsFinal = isFinal,
            IsStale = !isFinal && (!isFresh || problem is WatchEndedException),
            Problem = problem,
        };
    }
}
