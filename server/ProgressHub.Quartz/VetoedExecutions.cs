using ProgressHub.Execution;
using Quartz;

namespace ProgressHub.Quartz;

/// <summary>Shows executions that a trigger listener has vetoed: as canceled, with the error type <c>vetoed</c>.</summary>
internal sealed class VetoedExecutions(ForeignAttempts engine, LimitsOptions limits) : IJobListener
{
    private static readonly JobError Vetoed = new("vetoed", "A trigger listener of the scheduler vetoed the execution.");

    public string Name => "ProgressHub";

    public async ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (Firing.Of(context).Run is { } run)
        {
            // A refire: its attempt has begun.
            await EndAsync(run);
        }
        else if (FiredJob.IsWatched(context))
        {
            await engine.RefuseAsync(FiredJob.Read(context, limits).Job, Vetoed);
        }
    }

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default) =>
        Firing.Of(context).Run is { IsOpen: true } run ? EndAsync(run) : ValueTask.CompletedTask;

    /// <summary>Whatever Quartz does with a refire, no attempt stays open.</summary>
    private async ValueTask EndAsync(ForeignRun run)
    {
        if (run.IsOpen)
        {
            await engine.CancelAsync(run, Vetoed);
        }
    }
}
