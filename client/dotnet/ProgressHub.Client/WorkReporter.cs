using ProgressHub.Client.Tracking;

namespace ProgressHub;

/// <summary>Where work that runs in this program says how far it is. Any thread may report at any rate: a report only keeps the newest, waits for nothing and never throws.</summary>
/// <remarks>Numbers that make no sense are mended by the server; NaN and infinity are ignored. The fraction that is shown never falls.</remarks>
public class WorkReporter : IProgress<double>
{
    internal const int MaxNameChars = 64;

    private protected WorkReporter(WorkTree tree) => Tree = tree;

    internal WorkTree Tree { get; }

    // Under the gate of the tree.
    internal long? Done { get; private set; }

    internal long? Total { get; private set; }

    internal double? Fraction { get; private set; }

    internal string? Unit { get; private set; }

    private bool IsOpen => !Tree.IsClosed && this is not WorkStage { State: StageState.Completed };

    /// <summary>Says how much is done.</summary>
    /// <param name="done">At least 0.</param>
    /// <param name="total">At least <paramref name="done"/>; null keeps what was said.</param>
    /// <param name="unit">What is counted: <c>B</c> for bytes, else a plural such as <c>files</c>; null keeps the unit.</param>
    /// <param name="message">What is being worked on, up to 1 KiB; null keeps the message.</param>
    public void Report(long done, long? total = null, string? unit = null, string? message = null)
    {
        lock (Tree.Gate)
        {
            if (!IsOpen)
            {
                return;
            }

            (Done, Total, Unit) = (done, total ?? Total, WireText.Mend(unit, MaxNameChars) ?? Unit);
            Tree.Say(message);
        }

        Tree.Touch();
    }

    /// <summary>Says what is being worked on; the numbers stay. The newest message of the job and its stages is shown.</summary>
    /// <param name="message">Up to 1 KiB; a longer one is cut.</param>
    public void Report(string message)
    {
        lock (Tree.Gate)
        {
            if (!IsOpen)
            {
                return;
            }

            Tree.Say(message);
        }

        Tree.Touch();
    }

    /// <summary>Adds to what is done. Exact from any number of threads.</summary>
    /// <param name="by">How much more; 1 by default.</param>
    public void Increment(long by = 1)
    {
        lock (Tree.Gate)
        {
            if (!IsOpen)
            {
                return;
            }

            Done = (Done ?? 0) + by;
        }

        Tree.Touch();
    }

    /// <summary>The same reporter for code that reports 0 to 100.</summary>
    public IProgress<double> AsPercent() => new PercentProgress(this);

    /// <summary>The same reporter for code that reports how many bytes went by since its beginning, as storage clients do.</summary>
    /// <param name="total">How many there will be; null while unknown.</param>
    public IProgress<long> AsBytes(long? total = null)
    {
        Report(0, total, "B");
        return new BytesProgress(this);
    }

    /// <summary>Begins a part of this work: the declared one of this name that is still to come, or else a new one. At most 16 in all are shown, nested up to 3 deep.</summary>
    /// <param name="name">Up to 64 bytes of UTF-8; a longer one is cut, and one that a sibling had gets a number.</param>
    /// <param name="weight">Its share relative to its siblings, 0.001 to 1,000,000; null for the declared one, or else 1.</param>
    public WorkStage Stage(string name, double? weight = null) => Tree.Begin(this, name, weight);

    /// <summary>Declares all parts of this work before they begin, so that the whole is known.</summary>
    /// <param name="stages">Names and weights, as for <see cref="Stage"/>, in order.</param>
    public void Stages(params ReadOnlySpan<(string Name, double Weight)> stages)
    {
        foreach (var (name, weight) in stages)
        {
            Tree.Declare(this, name, weight);
        }
    }

    /// <summary>Passes items through and counts them, with the total where the source knows it.</summary>
    /// <param name="items">The items.</param>
    /// <param name="total">How many there will be; null to ask the source.</param>
    /// <param name="unit">What is counted.</param>
    public IEnumerable<T> Track<T>(IEnumerable<T> items, long? total = null, string unit = "items")
    {
        ArgumentNullException.ThrowIfNull(items);
        return TrackedItems.Pass(items, total ?? (items.TryGetNonEnumeratedCount(out var count) ? count : null), unit, this);
    }

    /// <summary>Passes items through and counts them.</summary>
    /// <param name="items">The items.</param>
    /// <param name="total">How many there will be; null while unknown.</param>
    /// <param name="unit">What is counted.</param>
    public IAsyncEnumerable<T> Track<T>(IAsyncEnumerable<T> items, long? total = null, string unit = "items")
    {
        ArgumentNullException.ThrowIfNull(items);
        return TrackedItems.Pass(items, total, unit, this);
    }

    /// <summary>Takes a fraction of 0 to 1. Explicit, so that <c>Report(1)</c> is one done and never all.</summary>
    void IProgress<double>.Report(double value) => ReportFraction(value);

    internal void ReportFraction(double value)
    {
        lock (Tree.Gate)
        {
            if (!IsOpen || !double.IsFinite(value))
            {
                return;
            }

            Fraction = Math.Clamp(value, 0, 1);
        }

        Tree.Touch();
    }
}
