using System.Collections.Concurrent;
using System.Text;

namespace ProgressHub.TestKit;

/// <summary>What all observers of a test have been told, side by side: one version must be one sequence of bytes, whoever told it.</summary>
public sealed class Ledger
{
    private readonly ConcurrentDictionary<(JobId Id, long Version), string> _told = new();
    private readonly ConcurrentQueue<string> _faults = new();

    public IReadOnlyCollection<string> Faults => _faults;

    public int Count => _told.Count;

    /// <summary>Whether no poll may answer less than what was told before. Not so over the death of a process: what it had not stored is gone.</summary>
    public bool PollsNeverGoBack { get; init; } = true;

    public void Record(JobSnapshot snapshot, ReadOnlySpan<byte> json, string via)
    {
        var text = Encoding.UTF8.GetString(json);
        var known = _told.GetOrAdd((snapshot.Id, snapshot.Version), text);
        if (known != text)
        {
            Fault($"{via} tells version {snapshot.Version} as {text}, others as {known}");
        }
    }

    public void Fault(string what)
    {
        // A fault that repeats is one fault.
        if (_faults.Count < 20)
        {
            _faults.Enqueue(what);
        }
    }
}
