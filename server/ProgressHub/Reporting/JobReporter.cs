using ProgressHub.Reporting;

namespace ProgressHub;

/// <summary>Where a job says how far it is. Any thread may report at any rate: a report does no I/O, waits for nothing and never throws; the newest one wins.</summary>
/// <remarks>Numbers that make no sense are mended: below 0 counts as 0, a total below done as done, NaN and infinity are ignored. The fraction that is shown never falls, unless <see cref="Reset"/> is called.</remarks>
public class JobReporter : IProgress<double>, IProgress<JobProgress>
{
    internal const long Unknown = DoneNumber.Unknown;

    // Written by reporters, read at a flush. `_done` alone may change without the lock; what belongs together changes under it.
    private DoneNumber _done = new();
    private long _total = Unknown;
    private double _fraction = double.NaN;
    private string? _unit;
    private volatile bool _isClosed;

    // What was shown, owned by the flush, under the lock.
    private double _held;

    /// <summary>Makes a reporter that calls <paramref name="changed"/> at the first report after each flush.</summary>
    internal JobReporter(Action changed) : this(new ReportTree(changed))
    {
    }

    private protected JobReporter(ReportTree tree) => Tree = tree;

    private protected ReportTree Tree { get; }

    /// <summary>Says how much is done; total, unit and message stay.</summary>
    /// <param name="done">At least 0.</param>
    public void Report(long done)
    {
        if (_isClosed)
        {
            return;
        }

        // A full fence stands between the value and the look at the mark, or a flush could miss the value and the report the flush.
        _done.Say(Math.Max(0, done));
        Tree.Touch();
    }

    /// <summary>Says how much is done of how much.</summary>
    /// <param name="done">At least 0.</param>
    /// <param name="total">At least <paramref name="done"/>; null while unknown.</param>
    /// <param name="unit">What is counted; null keeps the unit.</param>
    /// <param name="message">What is being worked on, up to 1 KiB; null keeps the message.</param>
    public void Report(long done, long? total, string? unit = null, string? message = null) => Set(Math.Max(0, done), total, null, unit, message);

    /// <summary>Says what is being worked on; the numbers stay. The newest message of the job and its stages is shown.</summary>
    /// <param name="message">Up to 1 KiB; a longer one is cut, and a space stands for each control character.</param>
    public void Report(string message)
    {
        if (_isClosed)
        {
            return;
        }

        lock (Tree.Gate)
        {
            Tree.Say(message, this);
        }

        Tree.Touch();
    }

    /// <summary>Adds to what is done. Exact from any number of threads.</summary>
    /// <param name="by">How much more; 1 by default.</param>
    public void Increment(long by = 1)
    {
        if (_isClosed)
        {
            return;
        }

        // Read before: behind the fence of the addition every read waits for it.
        var tree = Tree;
        _done.Count(by);
        tree.Touch();
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
    /// <param name="name">Up to 64 bytes of UTF-8; a longer one is cut.</param>
    /// <param name="weight">Its share relative to its siblings, 0.001 to 1,000,000; null for the declared one, or else 1.</param>
    public StageReporter Stage(string name, double? weight = null)
    {
        var shown = StageName(name);
        StageReporter stage;
        lock (Tree.Gate)
        {
            stage = (Tree.Stages ??= new()).Begin(this, Tree, shown, weight);
        }

        Tree.Touch();
        return stage;
    }

    /// <summary>Declares all parts of this work before they begin, so that the whole is known: the fraction reaches 1 with the last of them, and time left can be told.</summary>
    /// <remarks>Parts that are not declared leave room in the fraction for one more of weight 1.</remarks>
    /// <param name="stages">Names and weights, as for <see cref="Stage"/>, in order.</param>
    public void Stages(params ReadOnlySpan<(string Name, double Weight)> stages)
    {
        if (_isClosed)
        {
            return;
        }

        lock (Tree.Gate)
        {
            HasDeclared = true;
            var list = Tree.Stages ??= new();
            foreach (var (name, weight) in stages)
            {
                list.Add(this, Tree, StageName(name), weight);
            }
        }

        Tree.Touch();
    }

    /// <summary>Starts this reporter over: numbers, unit and stages are forgotten, and the fraction may fall, also that of the whole.</summary>
    public void Reset()
    {
        if (_isClosed)
        {
            return;
        }

        lock (Tree.Gate)
        {
            (_total, _fraction, _unit, HasDeclared) = (Unknown, double.NaN, null, false);
            _done.Say(Unknown);
            Tree.Stages?.Forget(this);
            for (var reporter = this; reporter is not null; reporter = (reporter as StageReporter)?.Parent)
            {
                reporter._held = 0;
            }
        }

        Tree.Touch();
    }

    /// <summary>Passes items through and counts them, with the total where the source knows it.</summary>
    /// <param name="items">The items.</param>
    /// <param name="total">How many there will be; null to ask the source.</param>
    /// <param name="unit">What is counted.</param>
    public IEnumerable<T> Track<T>(IEnumerable<T> items, long? total = null, string unit = "items")
    {
        ArgumentNullException.ThrowIfNull(items);
        total ??= items.TryGetNonEnumeratedCount(out var count) ? count : null;
        return TrackedItems.Pass(items, total, unit, this);
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

    /// <summary>Passes a stream through and counts the bytes read or written, of its length where it has one. Disposing the answer disposes the stream.</summary>
    public Stream TrackStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new TrackedStream(stream, this);
    }

    /// <summary>Takes a fraction of 0 to 1. Explicit, so that <c>Report(1)</c> is one done and never all.</summary>
    void IProgress<double>.Report(double value) => ReportFraction(value);

    /// <summary>Takes all members at once; stages, rate and ETA are worked out here and not taken.</summary>
    void IProgress<JobProgress>.Report(JobProgress value)
    {
        if (value is not null)
        {
            var fraction = value.Fraction is { } known && double.IsFinite(known) ? known : double.NaN;
            Set(value.Done is { } done ? Math.Max(0, done) : Unknown, value.Total, fraction, value.Unit, value.Message);
        }
    }

    internal bool IsClosed { get => _isClosed; set => _isClosed = value; }

    internal bool HasDeclared { get; private set; }

    internal string? Unit => _unit;

    internal ReportedNumbers Numbers => ReportedNumbers.Mend(_done.Read(), _total, _fraction);

    /// <summary>Marks the reporter changed; also for what belongs to it, such as counters.</summary>
    internal void Touch() => Tree.Touch();

    /// <summary>The fraction to show: no less than before. Under the lock.</summary>
    internal double? Hold(double? fraction) => fraction is null ? null : _held = Math.Max(_held, fraction.Value);

    /// <summary>Takes the newest values if any report came since the last time.</summary>
    internal bool TryTake(out ReportedValues values)
    {
        if (!Tree.TryClear())
        {
            values = default;
            return false;
        }

        lock (Tree.Gate)
        {
            var stages = Tree.Stages?.Read(this);
            var fraction = stages is null ? Hold(Numbers.Fraction) : stages.Fraction;
            values = new(_done.Read(), _total, fraction ?? double.NaN, _unit, Tree.Message()) { Stages = stages };
        }

        return true;
    }

    /// <summary>Declares one part of this work, and answers it.</summary>
    internal StageReporter Declare(string name, double? weight)
    {
        StageReporter stage;
        lock (Tree.Gate)
        {
            HasDeclared = true;
            stage = (Tree.Stages ??= new()).Add(this, Tree, name, weight);
        }

        Tree.Touch();
        return stage;
    }

    /// <summary>Takes back the ends of stages that nobody has seen, for an attempt that failed: they were disposed on the exception's way out.</summary>
    internal void ReopenStages()
    {
        lock (Tree.Gate)
        {
            Tree.Stages?.Reopen();
        }
    }

    internal void ReportFraction(double value)
    {
        if (_isClosed || !double.IsFinite(value))
        {
            return;
        }

        lock (Tree.Gate)
        {
            _fraction = value;
        }

        Tree.Touch();
    }

    internal void Set(long done, long? total, double? fraction, string? unit, string? message)
    {
        if (_isClosed)
        {
            return;
        }

        lock (Tree.Gate)
        {
            (_total, _fraction, _unit) = (total ?? Unknown, fraction ?? _fraction, unit ?? _unit);
            _done.Say(done);
            if (message is not null)
            {
                Tree.Say(message, this);
            }
        }

        Tree.Touch();
    }

    internal static string StageName(string? name) => string.IsNullOrWhiteSpace(name) ? "stage" : ReportedText.Mend(name, ReportedText.MaxNameBytes)!;
}
