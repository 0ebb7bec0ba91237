using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProgressHub.Storage;

namespace ProgressHub.Execution;

/// <summary>What this node holds now.</summary>
internal sealed class RunningAttempts(ILogger<RunningAttempts> logger)
{
    private readonly ConcurrentDictionary<JobId, Attempt> _attempts = new();
    private readonly ConcurrentDictionary<AttemptKey, long> _canceledEarly = new();
    private long _ended;

    public IEnumerable<Attempt> All => _attempts.Select(entry => entry.Value);

    public int Count => _attempts.Count;

    public bool IsEmpty => _attempts.IsEmpty;

    /// <summary>How many were held here and are no longer, since the start.</summary>
    public long Ended => Volatile.Read(ref _ended);

    public Attempt? Find(JobId id) => _attempts.GetValueOrDefault(id);

    /// <summary>Adds an attempt. One of an older epoch that still runs here has lost the job.</summary>
    public void Add(Attempt attempt)
    {
        if (_attempts.TryGetValue(attempt.Id, out var older))
        {
            Lose(older);
        }

        _attempts[attempt.Id] = attempt;
    }

    /// <summary>Stops an attempt whose job another one holds, whoever was the first to find that out.</summary>
    public void Lose(Attempt attempt)
    {
        if (attempt.Stop(StopReason.LeaseLost))
        {
            logger.LeaseLost(attempt.Id.Value);
        }
    }

    /// <summary>Remembers that an attempt shall stop which the store has given out and which has not arrived here yet.</summary>
    public void Expect(AttemptKey canceled, TimeProvider time) => _canceledEarly[canceled] = time.GetTimestamp();

    /// <summary>Whether the attempt was canceled between its claim and its arrival.</summary>
    public bool WasCanceledEarly(AttemptKey key) => !_canceledEarly.IsEmpty && _canceledEarly.TryRemove(key, out _);

    /// <summary>Forgets requests for attempts that never came: another node runs them.</summary>
    public void ForgetExpected(TimeSpan age, TimeProvider time)
    {
        foreach (var (key, since) in _canceledEarly)
        {
            if (time.GetElapsedTime(since) > age)
            {
                _canceledEarly.TryRemove(key, out _);
            }
        }
    }

    public void Remove(Attempt attempt)
    {
        _attempts.TryRemove(new(attempt.Id, attempt));
        Interlocked.Increment(ref _ended);
        attempt.Dispose();
    }
}
