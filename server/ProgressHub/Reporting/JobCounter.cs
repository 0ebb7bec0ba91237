using ProgressHub.Reporting;

namespace ProgressHub;

/// <summary>A named count of outcomes, shown with the job's progress. Exact from any thread; counting allocates nothing.</summary>
public sealed class JobCounter
{
    private readonly JobReporter _reporter;
    private readonly SharedSum _value = new();

    internal JobCounter(string name, JobReporter reporter) => (Name, _reporter) = (name, reporter);

    /// <summary>The name, up to 64 bytes.</summary>
    public string Name { get; }

    /// <summary>The count.</summary>
    public long Value => _value.Value;

    /// <summary>Adds to the count.</summary>
    /// <param name="by">How much; 1 by default.</param>
    public void Increment(long by = 1)
    {
        _value.Add(by);
        _reporter.Touch();
    }

    /// <summary>Sets the count, for work that counts elsewhere.</summary>
    internal void Set(long value)
    {
        _value.Add(value - _value.Value);
        _reporter.Touch();
    }
}
