namespace ProgressHub.Storage.Memory;

/// <summary>What was stored under which idempotency key. Used under the store's lock.</summary>
internal sealed class KnownCalls(JobTable jobs, TimeProvider time)
{
    /// <summary>So many are forgotten at once, so that nobody waits long for the lock.</summary>
    private const int Step = 10_000;

    private readonly Dictionary<string, Call> _calls = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _ends = new();

    /// <summary>The answer to a call that is not the first one under its key.</summary>
    public EnqueueAnswer? Find(IdempotencyKey key)
    {
        if (!_calls.TryGetValue(Name(key), out var call) || call.EndsAt <= time.GetUtcNow())
        {
            return null;
        }

        var left = call.Jobs.Select(jobs.Find).OfType<StoredJob>().Select(job => job.Snapshot).ToArray();
        return left.Length == 0 ? null
            : key.Body.Span.SequenceEqual(call.Body) ? new EnqueueAnswer(EnqueueOutcome.Repeated, left)
            : EnqueueAnswer.Reused;
    }

    public void Remember(IdempotencyKey key, IReadOnlyList<NewJob> stored)
    {
        var endsAt = time.GetUtcNow() + key.Window;
        _calls[Name(key)] = new(key.Body.ToArray(), [.. stored.Select(job => job.Snapshot.Id)], endsAt);
        _ends.Enqueue(Name(key), endsAt);
    }

    /// <summary>Forgets those whose window is over.</summary>
    public void Forget()
    {
        var now = time.GetUtcNow();
        for (var step = 0; step < Step && _ends.TryPeek(out var name, out var endsAt) && endsAt <= now; step++)
        {
            _ends.Dequeue();
            // The key may have been used anew since.
            if (_calls.TryGetValue(name, out var call) && call.EndsAt <= now)
            {
                _calls.Remove(name);
            }
        }
    }

    private static string Name(IdempotencyKey key) => Convert.ToBase64String(key.Key.Span);

    private sealed record Call(byte[] Body, JobId[] Jobs, DateTimeOffset EndsAt);
}
