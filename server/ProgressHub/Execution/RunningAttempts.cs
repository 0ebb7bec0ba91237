using System.Collections.Concurrent;

namespace ProgressHub.Execution;

/// <summary>What this node holds now.</summary>
internal sealed class RunningAttempts
{
    private readonly ConcurrentDictionary<JobId, Attempt> _attempts = new();

    public IEnumerable<Attempt> All => _attempts.Select(entry => entry.Value);

    public int Count => _attempts.Count;

    public bool IsEmpty => _attempts.IsEmpty;

    public Attempt? Find(JobId id) => _attempts.GetValueOrDefault(id);

    /// <summary>Adds an attempt. One of an older epoch that still runs here has lost the job.</summary>
    public void Add(Attempt attempt)
    {
        if (_attempts.TryGetValue(attempt.Id, out var older))
        {
            older.Stop(StopReason.LeaseLost);
        }

        _attempts[attempt.Id] = attempt;
    }

    public void Remove(Attempt attempt)
    {
        _attempts.TryRemove(new(attempt.Id, attempt));
        attempt.Dispose();
    }
}
