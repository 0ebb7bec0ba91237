using ProgressHub.Client.Tracking;

namespace ProgressHub;

/// <summary>One named part of tracked work, which reports like the whole. Disposing it completes it; what it reports after that is ignored.</summary>
/// <remarks>A stage deeper than 3, or beyond the 16th of a job, works the same and is not shown.</remarks>
public sealed class WorkStage : WorkReporter, IDisposable
{
    internal WorkStage(WorkTree tree, WorkReporter parent, string name, double? weight) : base(tree)
    {
        (Parent, Name, Weight) = (parent, name, weight);
        Depth = parent is WorkStage outer ? outer.Depth + 1 : 1;
    }

    /// <summary>The name as it is told, up to 64 bytes of UTF-8.</summary>
    public string Name { get; }

    internal WorkReporter Parent { get; }

    internal int Depth { get; }

    internal double? Weight { get; set; }

    internal StageState State { get; set; }

    /// <summary>Completes the stage and all that are part of it.</summary>
    public void Dispose() => Tree.Complete(this);

    internal bool IsPartOf(WorkReporter other) => Parent == other || (Parent is WorkStage outer && outer.IsPartOf(other));

    internal StageReport ToReport() => new()
    {
        Name = Name,
        Weight = Weight,
        Depth = Depth > 1 ? Depth : null,
        State = State,
        Done = Done,
        Total = Total,
        Fraction = Fraction,
        Unit = Unit,
    };
}
