using System.Threading.Channels;

namespace ProgressHub.Client.Watching;

/// <summary>Holds the newest snapshot that its reader has not taken yet: a slow reader skips, and costs nobody memory.</summary>
internal sealed class JobWatcher : IWatchListener
{
    private readonly Channel<JobSnapshot> _newest = Channel.CreateBounded<JobSnapshot>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropOldest,
        SingleReader = true,
    });

    public void Offer(JobSnapshot job) => _newest.Writer.TryWrite(job);

    public void Remove(JobId id)
    {
        // Of groups only.
    }

    public void End(Exception? fault) => _newest.Writer.TryComplete(fault);

    public IAsyncEnumerable<JobSnapshot> ReadAsync(CancellationToken ct) => _newest.Reader.ReadAllAsync(ct);
}
