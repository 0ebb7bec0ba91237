using System.Runtime.CompilerServices;
using System.Text.Json;
using ProgressHub.Client.Http;
using ProgressHub.Client.Linking;
using ProgressHub.Client.Logs;
using ProgressHub.Client.Watching;

namespace ProgressHub;

/// <summary>A ProgressHub server as seen from a program. Make one and keep it: all its watches share one connection. Safe from any thread.</summary>
public sealed partial class ProgressHubClient : IAsyncDisposable
{
    private readonly ProgressHubClientOptions _options;
    private readonly HttpClient? _ownHttp;
    private readonly HubHttp _http;
    private readonly JobRequests _requests;
    private readonly HubLink _link;

    /// <summary>A client with defaults.</summary>
    /// <param name="address">Where the server is, with the prefix it is mapped to.</param>
    public ProgressHubClient(Uri address) : this(new ProgressHubClientOptions { Address = address })
    {
    }

    /// <summary>A client with settings of its own. No request is made.</summary>
    /// <param name="options">The settings; changes made to them later are not seen.</param>
    /// <exception cref="ArgumentException">A setting is missing or out of its range; the message names it.</exception>
    public ProgressHubClient(ProgressHubClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Checked();
        _ownHttp = options.Http is null ? MakeHttp() : null;
        _http = new(options.Http ?? _ownHttp!, new(options.Address!), options.AccessToken, options.Time);
        _requests = new(_http, options.Retry, options.Time);
        _link = new(_http, options);
        _link.States.Changed += () => ThreadPool.UnsafeQueueUserWorkItem(static client => client.ConnectionChanged?.Invoke(client, EventArgs.Empty), this, preferLocal: false);
    }

    /// <summary>How the client hears of what it watches, since when and why. A lost network shows here and nowhere else.</summary>
    public LinkView Connection => _link.States.Now;

    /// <summary>Raised on a pool thread after <see cref="Connection"/> has changed; read it there.</summary>
    public event EventHandler? ConnectionChanged;

    internal TimeProvider Time => _options.Time;

    internal HubLink Link => _link;

    /// <summary>Reads a job now.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">Stands for the client's own token; none by default.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="JobNotFoundException">There is no such job, or no right to it.</exception>
    /// <exception cref="ProgressHubException">The request failed.</exception>
    public Task<JobSnapshot> GetAsync(JobId id, string? token = null, CancellationToken ct = default) => _requests.GetAsync(id, token, ct);

    /// <summary>The jobs that fit, newest first unless <see cref="JobSearch.Sort"/> says otherwise, page by page as they are read.</summary>
    /// <param name="search">Which jobs, and in which order; all by default.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="ProgressHubException">A request failed.</exception>
    public IAsyncEnumerable<JobSnapshot> ListAsync(JobSearch? search = null, CancellationToken ct = default) => _requests.ListAsync(search ?? new(), ct);

    /// <summary>Asks a job to stop and answers how it stands; a final job stays as it is, which is no error.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">Stands for the client's own token; none by default.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="JobNotFoundException">There is no such job, or no right to it.</exception>
    /// <exception cref="ProgressHubException">The request failed.</exception>
    public Task<JobSnapshot> CancelAsync(JobId id, string? token = null, CancellationToken ct = default) => _requests.CancelAsync(id, token, ct);

    /// <summary>Runs a final job again and answers how it stands.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">Stands for the client's own token; none by default.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="JobNotFoundException">There is no such job, or no right to it.</exception>
    /// <exception cref="ProgressHubException">The job is not final (<c>job-not-final</c>), or the request failed.</exception>
    public Task<JobSnapshot> RetryAsync(JobId id, string? token = null, CancellationToken ct = default) => _requests.RetryAsync(id, token, ct);

    /// <summary>A job by its id, as an object with all that can be done with it. No request is made.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">Allows it where the client's own identity does not; none by default.</param>
    public JobHandle Job(JobId id, string? token = null) => new(this, id, token, null);

    /// <summary>Every newer snapshot of a job up to the final one, with which it ends; see <see cref="JobHandle.WatchAsync"/>.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">Allows it where the client's own identity does not; none by default.</param>
    /// <param name="ct">Ends the watch.</param>
    public IAsyncEnumerable<JobSnapshot> WatchAsync(JobId id, string? token = null, CancellationToken ct = default) => Job(id, token).WatchAsync(ct);

    /// <summary>Reads a job's log; see <see cref="JobHandle.ReadLogAsync"/>.</summary>
    /// <param name="id">The job.</param>
    /// <param name="query">Which lines; all by default.</param>
    /// <param name="token">Allows it where the client's own identity does not; none by default.</param>
    /// <param name="ct">Ends the reading.</param>
    public LogReader ReadLogAsync(JobId id, LogQuery? query = null, string? token = null, CancellationToken ct = default) => Job(id, token).ReadLogAsync(query, ct);

    /// <summary>The jobs of a group: first the newest 500 as they stand, then each that changes. It ends with its token only.</summary>
    /// <remarks>A slow reader gets the newest snapshot of each job only, and of at most 10,000 jobs that it has not read.</remarks>
    /// <param name="group">The group; <c>all</c> for every job.</param>
    /// <param name="ct">Ends the watch.</param>
    /// <exception cref="ProgressHubException">There is no right to the group (<c>group-not-found</c>), the server refuses the caller, or is no ProgressHub that this client understands.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async IAsyncEnumerable<JobSnapshot> WatchGroupAsync(GroupName group, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var watcher = new GroupWatcher();
        _link.Table.Add(group, watcher);
        try
        {
            _link.Start();
            await foreach (var job in watcher.ReadAsync(ct).ConfigureAwait(false))
            {
                yield return job;
            }
        }
        finally
        {
            _link.Table.Remove(group, watcher);
        }
    }

    /// <summary>The newest jobs of a group as a list to bind to, updated on the <see cref="SynchronizationContext"/> this is called on. Dispose it with its view.</summary>
    /// <param name="group">The group; <c>all</c> for every job.</param>
    /// <param name="max">How many jobs it holds; 1 to 10,000, 500 by default.</param>
    public ObservableJobList ObserveGroup(GroupName group, int max = 500)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 10_000);
        return new(this, group, max);
    }

    /// <summary>Ends every watch with an <see cref="ObjectDisposedException"/> and leaves nothing running.</summary>
    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync().ConfigureAwait(false);
        _ownHttp?.Dispose();
    }

    internal async IAsyncEnumerable<JobSnapshot> FollowAsync(JobHandle job, [EnumeratorCancellation] CancellationToken ct)
    {
        var watcher = new JobWatcher();
        _link.Table.Add(job.Id, job.Token, job.Snapshot, watcher);
        try
        {
            _link.Start();
            await foreach (var snapshot in watcher.ReadAsync(ct).ConfigureAwait(false))
            {
                yield return snapshot;
            }
        }
        finally
        {
            _link.Table.Remove(job.Id, watcher);
        }
    }

    /// <summary>The lines of a log, for as long as the query says.</summary>
    internal async IAsyncEnumerable<LogLine> ReadLogAsync(JobHandle job, LogQuery query, LogReader reader, [EnumeratorCancellation] CancellationToken ct)
    {
        var pages = new LogPages(_requests, job.Id, job.Token, query, reader);
        if (query.Follow)
        {
            await foreach (var line in new LogFollower(_link, pages, query, _options).ReadAsync(job.Id, job.Token, ct).ConfigureAwait(false))
            {
                yield return line;
            }

            yield break;
        }

        while (await pages.ReadAsync(repeats: true, ct).ConfigureAwait(false) is { Count: > 0 } lines)
        {
            foreach (var line in lines)
            {
                yield return line;
            }
        }
    }

    internal Task<JsonElement> ReadResultAsync(JobId id, string? token, CancellationToken ct) => _requests.ReadResultAsync(id, token, ct);

    private static HttpClient MakeHttp() => new(new SocketsHttpHandler
    {
        // A name may come to mean another machine while the program runs.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
