using System.Runtime.CompilerServices;

namespace ProgressHub;

/// <summary>One job of a server. Made without a request; safe from any thread.</summary>
public class JobHandle
{
    private JobSnapshot? _snapshot;

    internal JobHandle(ProgressHubClient client, JobId id, string? token, JobSnapshot? snapshot) =>
        (Client, Id, Token, _snapshot) = (client, id, token, snapshot);

    /// <summary>The job.</summary>
    public JobId Id { get; }

    /// <summary>The newest snapshot this handle has seen; null before the first.</summary>
    public JobSnapshot? Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>Whether the newest snapshot is final.</summary>
    public bool IsFinal => Snapshot?.IsFinal() == true;

    internal ProgressHubClient Client { get; }

    internal string? Token { get; }

    /// <summary>Every newer snapshot, from the one known now to the final one, with which it ends. A slow reader gets the newest only. A lost network is no end: see <see cref="ProgressHubClient.Connection"/>.</summary>
    /// <param name="ct">Ends the watch.</param>
    /// <exception cref="JobNotFoundException">There is no such job, or no right to it.</exception>
    /// <exception cref="WatchEndedException">The job was removed before it was final, or the right to it was.</exception>
    /// <exception cref="ProgressHubException">The server refuses the caller (401, 403), or is no ProgressHub that this client understands.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async IAsyncEnumerable<JobSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var job in Client.FollowAsync(this, ct).ConfigureAwait(false))
        {
            Take(job);
            yield return job;
        }
    }

    /// <summary>Waits for the end and answers the final snapshot of a job that succeeded.</summary>
    /// <param name="ct">Ends the waiting; the job goes on.</param>
    /// <exception cref="JobFailedException">The job failed.</exception>
    /// <exception cref="JobCanceledException">The job was canceled.</exception>
    /// <exception cref="ProgressHubException">What ends a watch, see <see cref="WatchAsync"/>.</exception>
    public async Task<JobSnapshot> WaitAsync(CancellationToken ct = default)
    {
        await foreach (var job in WatchAsync(ct).ConfigureAwait(false))
        {
            if (job.IsFinal())
            {
                return job.State switch
                {
                    JobState.Failed => throw new JobFailedException(job),
                    JobState.Canceled => throw new JobCanceledException(job),
                    _ => job,
                };
            }
        }

        throw new WatchEndedException("removed");
    }

    /// <summary>The lines the job has logged, the oldest first, and with <see cref="LogQuery.Follow"/> those it logs from now on, up to its end. None comes twice, and none is missing but those that <see cref="LogReader.Dropped"/> counts.</summary>
    /// <remarks>Who follows a log is not told of a lost network: see <see cref="ProgressHubClient.Connection"/>. It goes on where it was.</remarks>
    /// <param name="query">Which lines; all that are kept by default.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="JobNotFoundException">There is no such job, or no right to it.</exception>
    /// <exception cref="WatchEndedException">The job was removed while its log was followed.</exception>
    /// <exception cref="ProgressHubException">A request failed.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed while the log was followed.</exception>
    public LogReader ReadLogAsync(LogQuery? query = null, CancellationToken ct = default) => new((reader, also) => EnumerateLog(query ?? new(), reader, ct, also));

    /// <summary>Reads the job now.</summary>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="JobNotFoundException">There is no such job, or no right to it.</exception>
    /// <exception cref="ProgressHubException">The request failed.</exception>
    public async Task<JobSnapshot> RefreshAsync(CancellationToken ct = default) => Take(await Client.GetAsync(Id, Token, ct).ConfigureAwait(false));

    /// <summary>Asks the job to stop and answers how it stands; a final job stays as it is, which is no error.</summary>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="JobNotFoundException">There is no such job, or no right to it.</exception>
    /// <exception cref="ProgressHubException">The request failed.</exception>
    public async Task<JobSnapshot> CancelAsync(CancellationToken ct = default) => Take(await Client.CancelAsync(Id, Token, ct).ConfigureAwait(false));

    /// <summary>Runs a final job again and answers how it stands. Watches that have ended with the final snapshot are to be begun anew.</summary>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="JobNotFoundException">There is no such job, or no right to it.</exception>
    /// <exception cref="ProgressHubException">The job is not final (<c>job-not-final</c>), or the request failed.</exception>
    public async Task<JobSnapshot> RetryAsync(CancellationToken ct = default) => Take(await Client.RetryAsync(Id, Token, ct).ConfigureAwait(false));

    /// <summary>The job as an object to bind to, updated on the <see cref="SynchronizationContext"/> this is called on. Dispose it with its view.</summary>
    public ObservableJob Observe() => new(Client, this);

    private async IAsyncEnumerator<LogLine> EnumerateLog(LogQuery query, LogReader reader, CancellationToken first, CancellationToken second)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(first, second);
        await foreach (var line in Client.ReadLogAsync(this, query, reader, either.Token).ConfigureAwait(false))
        {
            yield return line;
        }
    }

    /// <summary>Keeps the newer of what it has and what came.</summary>
    private protected JobSnapshot Take(JobSnapshot job)
    {
        while (true)
        {
            var known = Snapshot;
            if (known?.Version >= job.Version || Interlocked.CompareExchange(ref _snapshot, job, known) == known)
            {
                return job;
            }
        }
    }
}
