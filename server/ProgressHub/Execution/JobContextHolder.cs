namespace ProgressHub.Execution;

/// <summary>Carries the job into its scope, so that a service deep inside can report.</summary>
internal sealed class JobContextHolder
{
    public JobContext? Context { get; set; }

    public JobContext Required => Context ?? throw new InvalidOperationException(
        "JobContext is there in the scope of a running job only. Pass it on, or resolve it inside the job.");
}
