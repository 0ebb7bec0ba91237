using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks.Nodes;

/// <summary>Watches jobs whose reports are the time they were made at.</summary>
internal sealed class AgeWatcher(int port, int jobs) : IAsyncDisposable
{
    private readonly ProgressHubClient _hub = new(new Uri($"http://127.0.0.1:{port}"));
    private readonly Lock _gate = new();
    private Histogram _ages = new();
    private long _seen;

    public Histogram Ages
    {
        get
        {
            lock (_gate)
            {
                return _ages;
            }
        }
    }

    public long Seen => Interlocked.Read(ref _seen);

    /// <summary>Waits until so many jobs run, and watches them.</summary>
    public async Task BeginAsync()
    {
        var ids = new HashSet<JobId>();
        while (ids.Count < jobs)
        {
            await foreach (var job in _hub.ListAsync(new() { Group = new GroupName(Sample.Group), States = [JobState.Running], PageSize = 500 }))
            {
                if (ids.Count < jobs)
                {
                    ids.Add(job.Id);
                }
            }

            await Task.Delay(50);
        }

        foreach (var id in ids)
        {
            _ = FollowAsync(id);
        }
    }

    /// <summary>Begins to count anew.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _ages = new();
            _seen = 0;
        }
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private async Task FollowAsync(JobId id)
    {
        await foreach (var snapshot in _hub.WatchAsync(id))
        {
            if (snapshot.Progress?.Done is { } reportedAt)
            {
                lock (_gate)
                {
                    _ages.Add(TimeSpan.FromMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - reportedAt));
                    _seen++;
                }
            }
        }
    }
}
