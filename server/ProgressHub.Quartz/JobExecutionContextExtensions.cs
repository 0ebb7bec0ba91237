using ProgressHub.Quartz;
using Quartz;

namespace ProgressHub;

/// <summary>What a Quartz job reports through.</summary>
public static class JobExecutionContextExtensions
{
    /// <summary>Where the Quartz job says how far it is. Works always; seen where the execution is shown in ProgressHub.</summary>
    /// <param name="context">The execution.</param>
    public static JobReporter Progress(this IJobExecutionContext context) => context.Job().Progress;

    /// <summary>The execution as a job of ProgressHub: its id, counters, log, checkpoints and children.</summary>
    /// <remarks>Outside of a scheduler with <c>AddProgressHub</c>, as in a test, or when the store was away at the start, it takes everything and shows nothing.</remarks>
    /// <param name="context">The execution.</param>
    public static JobContext Job(this IJobExecutionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Firing.Of(context).Job;
    }
}
