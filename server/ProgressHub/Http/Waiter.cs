using ProgressHub.Publishing;

namespace ProgressHub.Http;

/// <summary>A request that waits for a version newer than the one it knows, or for the end alone.</summary>
internal sealed class Waiter(JobId id, long after, bool untilFinal = false) : IWatcher
{
    private readonly TaskCompletionSource<JobSnapshot?> _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The news; null when there is none and never will be in this poll.</summary>
    public Task<JobSnapshot?> News => _news.Task;

    public JobId Id => id;

    /// <summary>Whether this snapshot is what it waits for.</summary>
    public bool IsNews(JobSnapshot job) => untilFinal ? job.IsFinal() : job.Version > after;

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
            if (job.Id == id && IsNews(job))
            {
                _news.TrySetResult(job);
                return;
            }
        }
    }

    public void GiveUp() => _news.TrySetResult(null);
}
