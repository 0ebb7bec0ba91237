using ProgressHub.Storage;
using ProgressHub.Storage.Writing;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>The two connections of a node that write: while one waits for its commit, the other collects the next.</summary>
internal sealed class Writer : IAsyncDisposable
{
    public const int Connections = 2;

    private readonly WriteQueue _queue = new();
    private readonly TimeProvider _time;
    private readonly List<WriterThread> _threads;

    /// <summary>The places are those of the connections; <paramref name="anyJobs"/> tells whether a claim of some kinds may find something.</summary>
    public Writer(IEnumerable<WriterPlace> places, TimeProvider time, OutageWatch outage, Action<IReadOnlyList<JobSnapshot>, bool> committed, Func<string[], Task<bool>> anyJobs)
    {
        _time = time;
        Parked = new ParkedClaims(time, claim => _queue.TryAdd(claim), anyJobs);
        _threads = [.. places.Select(place => new WriterThread(place, _queue, Parked, outage, committed))];
    }

    public ParkedClaims Parked { get; }

    public Task<T> RunAsync<T>(WriteOperation<T> operation, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        Add(operation);
        return operation.Task;
    }

    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<ClaimAnswer>(ct);
        }

        var claim = new ClaimCall(request, Parked, _time, ct);
        Add(claim);
        return ct.CanBeCanceled ? WaitAsync(claim) : claim.Task;
    }

    /// <summary>Finishes what was asked for, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        Parked.Dispose();
        _queue.Close();
        await Task.WhenAll(_threads.Select(thread => thread.Ended));
    }

    private async Task<ClaimAnswer> WaitAsync(ClaimCall claim)
    {
        using var registration = claim.Token.UnsafeRegister(_ =>
        {
            // One that is not parked hears of it from the thread that has it.
            if (Parked.Remove(claim))
            {
                claim.TrySetCanceled(claim.Token);
            }
        }, null);
        return await claim.Task;
    }

    private void Add(IWriteOperation operation) => ObjectDisposedException.ThrowIf(!_queue.TryAdd(operation), typeof(PostgresJobStore));
}
