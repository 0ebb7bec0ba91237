using ProgressHub.Client.Tracking;

namespace ProgressHub;

/// <summary>A named count of outcomes, shown with the job's progress. Exact from any thread.</summary>
public sealed class WorkCounter
{
    private readonly WorkTree _tree;
    private long _value;

    internal WorkCounter(string name, WorkTree tree) => (Name, _tree) = (name, tree);

    /// <summary>The name, up to 64 bytes.</summary>
    public string Name { get; }

    /// <summary>The count.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Adds to the count.</summary>
    /// <param name="by">How much; 1 by default.</param>
    public void Increment(long by = 1)
    {
        Interlocked.Add(ref _value, by);
        _tree.Touch();
    }
}
