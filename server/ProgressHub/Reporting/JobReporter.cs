using ProgressHub.Reporting;

namespace ProgressHub;

/// <summary>Where a job says how far it is. Any thread may report at any rate: a report does no I/O, waits for nothing and never throws; the newest one wins.</summary>
/// <remarks>Numbers that make no sense are mended: below 0 counts as 0, a total below done as done, NaN is ignored.</remarks>
public sealed class JobReporter : IProgress<double>, IProgress<JobProgress>
{
    internal const long Unknown = long.MinValue;

    private readonly Action _changed;
    private readonly Lock _gate = new();

    // Written by reporters, read at a flush. `_done` alone may change without the lock; what belongs together changes under it.
    private long _done = Unknown;
    private long _total = Unknown;
    private double _fraction = double.NaN;
    private string? _unit;
    private string? _message;
    private int _dirty;

    /// <summary>Makes a reporter that calls <paramref name="changed"/> at the first report after each flush.</summary>
    internal JobReporter(Action changed) => _changed = changed;

    /// <summary>Says how much is done; total, unit and message stay.</summary>
    /// <param name="done">At least 0.</param>
    public void Report(long done)
    {
        // A full fence between the value and the look at the mark, or a flush could miss the value and the report the flush.
        Interlocked.Exchange(ref _done, done);
        Touch();
    }

    /// <summary>Says how much is done of how much.</summary>
    /// <param name="done">At least 0.</param>
    /// <param name="total">At least <paramref name="done"/>; null while unknown.</param>
    /// <param name="unit">What is counted; null keeps the unit.</param>
    /// <param name="message">What is being worked on, up to 1 KiB; null keeps the message.</param>
    public void Report(long done, long? total, string? unit = null, string? message = null)
    {
        lock (_gate)
        {
            _done = done;
            _total = total ?? Unknown;
            _unit = unit ?? _unit;
            _message = message ?? _message;
        }

        Touch();
    }

    /// <summary>Says what is being worked on; the numbers stay.</summary>
    /// <param name="message">Up to 1 KiB; a longer one is cut.</param>
    public void Report(string message)
    {
        Interlocked.Exchange(ref _message, message);
        Touch();
    }

    /// <summary>Adds to what is done. Exact from any number of threads.</summary>
    /// <param name="by">How much more; 1 by default.</param>
    public void Increment(long by = 1)
    {
        if (Volatile.Read(ref _done) == Unknown)
        {
            Interlocked.CompareExchange(ref _done, 0, Unknown);
        }

        Interlocked.Add(ref _done, by);
        Touch();
    }

    /// <summary>The same reporter for code that reports 0 to 100.</summary>
    public IProgress<double> AsPercent() => new Percent(this);

    /// <summary>Takes a fraction of 0 to 1. Explicit, so that <c>Report(1)</c> is one done and never all.</summary>
    void IProgress<double>.Report(double value) => ReportFraction(value);

    /// <summary>Takes all members at once; stages, rate and ETA are worked out here and not taken.</summary>
    void IProgress<JobProgress>.Report(JobProgress value)
    {
        lock (_gate)
        {
            _done = value.Done ?? Unknown;
            _total = value.Total ?? Unknown;
            _fraction = value.Fraction ?? double.NaN;
            _unit = value.Unit ?? _unit;
            _message = value.Message ?? _message;
        }

        Touch();
    }

    internal bool IsDirty => Volatile.Read(ref _dirty) != 0;

    /// <summary>Marks the reporter changed; also for what belongs to it, such as counters.</summary>
    internal void Touch()
    {
        if (Volatile.Read(ref _dirty) == 0 && Interlocked.Exchange(ref _dirty, 1) == 0)
        {
            _changed();
        }
    }

    /// <summary>Takes the newest values if any report came since the last time.</summary>
    internal bool TryTake(out ReportedValues values)
    {
        if (Interlocked.Exchange(ref _dirty, 0) == 0)
        {
            values = default;
            return false;
        }

        lock (_gate)
        {
            values = new(Interlocked.Read(ref _done), _total, _fraction, _unit, _message);
        }

        return true;
    }

    private void ReportFraction(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        lock (_gate)
        {
            _fraction = value;
        }

        Touch();
    }

    private sealed class Percent(JobReporter reporter) : IProgress<double>
    {
        public void Report(double value) => reporter.ReportFraction(value / 100);
    }
}
