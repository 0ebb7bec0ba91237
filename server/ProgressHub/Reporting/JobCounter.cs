namespace ProgressHub;

/// <summary>A named count of outcomes, shown with the job's progress. Exact from any thread; counting allocates nothing.</summary>
public sealed class JobCounter
{
    private readonly JobReporter _reporter;
    private long _value;

    internal JobCounter(string name, JobReporter reporter) => (Name, _reporter) = (name, reporter);

    /// <summary>The name, up to 64 bytes.</summary>
    public string Name { get; }

    /// <summary>The count.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Adds to the count.</summary>
    /// <param name="by">How much; 1 by default.</param>
    public void Increment(long by = 1)
    {
        Interlocked.Add(ref _value, by);
        _reporter.Touch();
    }

    /// <summary>Sets the count, for work that counts elsewhere.</summary>
    internal void Set(long value)
    {
        Interlocked.Exchange(ref _value, value);
        _reporter.Touch();
    }
}
