using ProgressHub.Reporting;

namespace ProgressHub;

/// <summary>One named part of the work, which reports like the whole. Disposing it completes it; what it reports after that is ignored.</summary>
/// <remarks>A stage deeper than 3, or beyond the 16th of an attempt, works the same and is not shown.</remarks>
public sealed class StageReporter : JobReporter, IDisposable
{
    private const double LeastWeight = 0.001;
    private const double MostWeight = 1_000_000;

    internal StageReporter(ReportTree tree, JobReporter parent, string name, double? weight) : base(tree)
    {
        (Parent, Name) = (parent, name);
        Weight = Mend(weight) ?? 1;
        Depth = parent is StageReporter outer ? outer.Depth + 1 : 1;
    }

    /// <summary>The name as it is shown, up to 64 bytes of UTF-8.</summary>
    public string Name { get; }

    internal JobReporter Parent { get; }

    internal double Weight { get; private set; }

    internal int Depth { get; }

    internal StageState State { get; private set; }

    /// <summary>Which beginning of the attempt this was, from 1.</summary>
    internal int Begun { get; private set; }

    /// <summary>Set when the end cannot be taken back any more.</summary>
    internal bool IsSettled { get; private set; }

    /// <summary>Completes the stage and all that are part of it: their fraction is 1, whatever they have reported.</summary>
    public void Dispose()
    {
        lock (Tree.Gate)
        {
            if (State is not StageState.Running)
            {
                return;
            }

            Tree.Stages?.End(this);
        }

        Tree.Touch();
    }

    internal void Begin(int number, double? weight)
    {
        (Begun, State) = (number, StageState.Running);
        Weight = Mend(weight) ?? Weight;
        IsClosed = Parent.IsClosed;
    }

    internal void End()
    {
        if (State is not StageState.Completed)
        {
            (IsClosed, State) = (true, StageState.Completed);
        }
    }

    internal void Settle() => IsSettled |= State is StageState.Completed;

    internal void Reopen()
    {
        if (State is StageState.Completed && !IsSettled)
        {
            State = Begun > 0 ? StageState.Running : StageState.Waiting;
        }
    }

    internal bool IsPartOf(JobReporter other) => Parent == other || (Parent is StageReporter outer && outer.IsPartOf(other));

    internal JobStage ToStage(double? fraction)
    {
        var numbers = Numbers;
        return new()
        {
            Name = Name,
            Weight = Weight,
            Depth = Depth > 1 ? Depth : null,
            State = State,
            Fraction = fraction is null ? null : Math.Round(fraction.Value, 6),
            Done = numbers.Done,
            Total = numbers.Total,
            Unit = ReportedText.Mend(Unit, ReportedText.MaxNameBytes),
        };
    }

    private static double? Mend(double? weight) => weight > 0 ? Math.Clamp(weight.Value, LeastWeight, MostWeight) : null;
}
