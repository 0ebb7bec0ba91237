using System.Collections.Concurrent;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>A desktop program with one client and one thread for its views.</summary>
internal sealed class Viewer(ViewPlan plan) : IAsyncDisposable
{
    private static readonly GroupName Group = new(Sample.Group);

    private readonly ProgressHubClient _hub = new(new Uri($"http://127.0.0.1:{plan.Port}"));
    private readonly ViewThread _thread = new();
    private readonly ManualResetEventSlim _gate = new(true);
    private readonly List<ObservableJob> _views = [];
    private ObservableJobList? _list;
    private long _seen;

    /// <summary>Snapshots taken, or changes shown.</summary>
    public long Seen => Interlocked.Read(ref _seen);

    /// <summary>The newest number that the first view shows.</summary>
    public long Last => _views.Count == 0 ? 0 : _views[0].Snapshot?.Progress?.Done ?? 0;

    /// <summary>Waits for the jobs, and watches them.</summary>
    public async Task<int> BeginAsync()
    {
        // A link that was lost spoils what is measured, so the bench says so.
        _hub.ConnectionChanged += (_, _) => Console.Error.WriteLine($"{plan.Mode}: {_hub.Connection}");
        var ids = await FindAsync();
        switch (plan.Mode)
        {
            case "each":
                ids.ForEach(id => _ = Task.Run(() => FollowAsync(id)));
                break;
            case "views":
                await _thread.DoAsync(() => ids.ForEach(id =>
                {
                    var view = _hub.Job(id).Observe();
                    view.PropertyChanged += (_, change) => _seen += change.PropertyName == nameof(view.Snapshot) ? 1 : 0;
                    _views.Add(view);
                }));
                break;
            case "list":
                await _thread.DoAsync(() => _list = _hub.ObserveGroup(Group, 10_000));
                while (await _thread.DoAsync(() => _list!.Count) < ids.Count)
                {
                    await Task.Delay(50);
                }

                await _thread.DoAsync(() =>
                {
                    foreach (var row in _list!)
                    {
                        row.PropertyChanged += (_, change) => _seen += change.PropertyName == nameof(row.Snapshot) ? 1 : 0;
                    }
                });
                break;
            default:
                throw new ArgumentException($"No mode '{plan.Mode}'.");
        }

        while (_hub.Connection.State is not LinkState.Live)
        {
            await Task.Delay(20);
        }

        return ids.Count;
    }

    public bool Block()
    {
        _gate.Reset();
        _ = _thread.DoAsync(_gate.Wait);
        return true;
    }

    /// <summary>Lets the thread go on, and answers how many changes it showed until it was in step again.</summary>
    public long Free()
    {
        var before = Seen;
        _gate.Set();
        _thread.DoAsync(() => { }).Wait();
        return Seen - before;
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _thread.Dispose();
        _gate.Dispose();
    }

    private async Task<List<JobId>> FindAsync()
    {
        while (true)
        {
            var ids = new List<JobId>();
            await foreach (var job in _hub.ListAsync(new() { Group = Group, States = [JobState.Running], PageSize = 500 }))
            {
                ids.Add(job.Id);
            }

            if (ids.Count >= plan.Jobs)
            {
                return ids;
            }

            await Task.Delay(50);
        }
    }

    private async Task FollowAsync(JobId id)
    {
        await foreach (var _ in _hub.WatchAsync(id))
        {
            Interlocked.Increment(ref _seen);
        }
    }

    /// <summary>The one thread of a desktop program.</summary>
    private sealed class ViewThread : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Call, object? State)> _posts = [];

        public ViewThread() => new Thread(Run) { IsBackground = true }.Start();

        public override void Post(SendOrPostCallback d, object? state) => _posts.Add((d, state));

        public Task<bool> DoAsync(Action action) => DoAsync(() =>
        {
            action();
            return true;
        });

        public Task<T> DoAsync<T>(Func<T> action)
        {
            var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            Post(_ => done.SetResult(action()), null);
            return done.Task;
        }

        public void Dispose() => _posts.CompleteAdding();

        private void Run()
        {
            SetSynchronizationContext(this);
            foreach (var (call, state) in _posts.GetConsumingEnumerable())
            {
                call(state);
            }
        }
    }
}
