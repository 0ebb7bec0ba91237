using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ProgressHub.Client.Watching;

/// <summary>Holds the newest snapshot of each job that its reader has not taken yet.</summary>
internal sealed class GroupWatcher : IWatchListener
{
    /// <summary>Past this the job that has waited longest goes unread: a reader that far behind should list.</summary>
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<JobId, JobSnapshot> _unread = [];

    /// <summary>Says that there is something to read.</summary>
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Offer(JobSnapshot job)
    {
        lock (_gate)
        {
            _unread[job.Id] = job;
            if (_unread.Count > Most)
            {
                _unread.RemoveAt(0);
            }
        }

        _news.Writer.TryWrite(true);
    }

    public void Remove(JobId id)
    {
        lock (_gate)
        {
            _unread.Remove(id);
        }
    }

    public void End(Exception? fault) => _news.Writer.TryComplete(fault);

    public async IAsyncEnumerable<JobSnapshot> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        while (await _news.Reader.WaitToReadAsync(ct).ConfigureAwait(false))
        {
            _news.Reader.TryRead(out _);
            foreach (var job in TakeAll())
            {
                ct.ThrowIfCancellationRequested();
                yield return job;
            }
        }
    }

    private JobSnapshot[] TakeAll()
    {
        lock (_gate)
        {
            JobSnapshot[] all = [.. _unread.Values];
            _unread.Clear();
            return all;
        }
    }
}
