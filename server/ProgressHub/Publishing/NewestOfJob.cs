using ProgressHub.Live;

namespace ProgressHub.Publishing;

/// <summary>Keeps the newest snapshot of one job for one reader, who may be as slow as it likes.</summary>
internal sealed class NewestOfJob(JobId id) : IWatcher
{
    private readonly WakeUp _news = new();
    private JobSnapshot? _newest;
    private volatile bool _isRemoved;

    public void Offer(Delivery delivery)
    {
        if (delivery.Jobs is null)
        {
            // The watch has ended: the job was removed.
            _isRemoved = true;
            _news.Set();
            return;
        }

        foreach (var job in delivery.Jobs)
        {
            if (job.Id == id)
            {
                Take(job);
            }
        }
    }

    /// <summary>The newest snapshot as soon as it is above that version; null if the job was removed before.</summary>
    public async Task<JobSnapshot?> NextAsync(long after, CancellationToken ct)
    {
        while (true)
        {
            // The mark first, then the value: an end that was told just before the removal still counts.
            var isRemoved = _isRemoved;
            if (Volatile.Read(ref _newest) is { } newest && newest.Version > after)
            {
                return newest;
            }

            if (isRemoved)
            {
                return null;
            }

            await _news.WaitAsync(ct);
        }
    }

    private void Take(JobSnapshot job)
    {
        while (true)
        {
            var known = Volatile.Read(ref _newest);
            if (known?.Version >= job.Version)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _newest, job, known) == known)
            {
                _news.Set();
                return;
            }
        }
    }
}
