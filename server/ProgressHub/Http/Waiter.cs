using ProgressHub.Publishing;

namespace ProgressHub.Http;

/// <summary>A poll that waits for a version newer than the one it knows.</summary>
internal sealed class Waiter(JobId id, long after) : IWatcher
{
    private readonly TaskCompletionSource<JobSnapshot?> _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The news; null when there is none and never will be in this poll.</summary>
    public Task<JobSnapshot?> News => _news.Task;

    public void Offer(Delivery delivery)
    {
        if (delivery.Jobs is null)
        {
            // The watch has ended: the job was removed.
            _news.TrySetResult(null);
            return;
        }

        foreach (var job in delivery.Jobs)
        {
            if (job.Id == id && job.Version > after)
            {
                _news.TrySetResult(job);
                return;
            }
        }
    }

    public void GiveUp() => _news.TrySetResult(null);
}
