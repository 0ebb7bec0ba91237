using System.Runtime.CompilerServices;
using ProgressHub.Execution;
using Quartz;

namespace ProgressHub.Quartz;

/// <summary>One firing of a Quartz trigger, refires included, and the job it is shown as.</summary>
internal sealed class Firing
{
    // The context lives as long as the firing, and Quartz has no place of its own on it that a job could not overwrite.
    private static readonly ConditionalWeakTable<IJobExecutionContext, Firing> All = [];

    private readonly Lazy<JobContext> _unseen;

    private Firing(string kind) => _unseen = new(() => LoneContext.Of(kind, TimeProvider.System));

    /// <summary>Null where nobody sees it.</summary>
    public ForeignRun? Run { get; set; }

    public JobContext Job => Run?.Context ?? _unseen.Value;

    public static Firing Of(IJobExecutionContext context) => All.GetValue(context, static context => new Firing(FiredJob.KindOf(context)));
}
