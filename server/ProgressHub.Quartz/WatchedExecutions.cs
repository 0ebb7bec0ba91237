using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using ProgressHub.Execution;
using Quartz;

namespace ProgressHub.Quartz;

/// <summary>Stands around every execution of a scheduler: begins its job, lets it run, and tells how it ended. What the Quartz job throws goes on to Quartz as it came.</summary>
internal sealed class WatchedExecutions(ForeignAttempts engine, LimitsOptions limits) : IJobExecutionMiddleware
{
    public async ValueTask Invoke(IJobExecutionContext context, JobExecutionDelegate next, CancellationToken cancellationToken = default)
    {
        var firing = Firing.Of(context);
        if (!await BeginAsync(context, firing))
        {
            await next(context, cancellationToken);
            return;
        }

        var run = firing.Run!;
        Exception? thrown = null;
        using var canceling = run.Attempt.Token.Register(() => Interrupt(context, run.Context));
        await engine.RunAsync(run, async () =>
        {
            try
            {
                await next(context, cancellationToken);
            }
            catch (Exception e)
            {
                thrown = e;
                throw Reason(e, run.Attempt, cancellationToken);
            }
        }, repeats: () => thrown is JobExecutionException { RefireImmediately: true });
        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    /// <summary>False where the execution is not shown.</summary>
    private async Task<bool> BeginAsync(IJobExecutionContext context, Firing firing)
    {
        if (context.RefireCount > 0)
        {
            // Its attempt began when the one before ended.
            return firing.Run is { IsOpen: true };
        }

        if (!FiredJob.IsWatched(context))
        {
            return false;
        }

        var (job, mended) = FiredJob.Read(context, limits);
        firing.Run = await engine.BeginAsync(job);
        foreach (var text in mended)
        {
            firing.Job.Log(LogLevel.Warning, text);
        }

        return firing.Run is not null;
    }

    /// <summary>What is shown as the reason: Quartz's own exception tells less than what it was made for.</summary>
    private static Exception Reason(Exception thrown, Attempt attempt, CancellationToken interrupted)
    {
        if (thrown is OperationCanceledException && interrupted.IsCancellationRequested)
        {
            // Whoever interrupted it, in Quartz or here, has asked it to stop.
            attempt.Stop(StopReason.CancelRequested);
            return thrown;
        }

        return thrown is JobExecutionException { InnerException: { } inner } ? inner : thrown;
    }

    /// <summary>A lost lease is no reason to stop: Quartz runs the job, and nobody else does.</summary>
    private static void Interrupt(IJobExecutionContext context, JobContext job)
    {
        if (job.StopReason == StopReason.CancelRequested)
        {
            _ = context.Scheduler.InterruptFireInstance(context.FireInstanceId, CancellationToken.None).AsTask();
        }
    }
}
