using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.Execution;

/// <summary>Renews the leases of what runs here, whatever it reports, hears of cancel requests made elsewhere, and puts back what others have lost.</summary>
internal sealed class LeaseKeeper(
    IJobStore store,
    LiveJobs live,
    RunningAttempts running,
    LeaseFence fence,
    IOptions<ProgressHubOptions> options,
    TimeProvider time,
    ILogger<LeaseKeeper> logger) : BackgroundService
{
    // Half of what a cancel request may take from any node to the job's token.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan TendInterval = TimeSpan.FromSeconds(1);

    private readonly LoopFaults _faults = new("The renewal of leases", logger);
    private long _renewedAt;
    private long _tendedAt;
    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        _renewedAt = _tendedAt = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RunOnceAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop while it waited.
        }
    }

    private async Task RunOnceAsync(CancellationToken ct)
    {
        try
        {
            if (time.GetElapsedTime(_renewedAt) >= options.Value.Lease.Duration / 3)
            {
                var began = time.GetTimestamp();
                await RenewAsync(ct);
                // Not before it was done: one that failed is tried again at once.
                _renewedAt = began;
                running.ForgetExpected(options.Value.Lease.Duration, time);
            }

            if (!running.IsEmpty)
            {
                Stop(await store.ReadCancelRequestsAsync(ct));
            }

            if (time.GetElapsedTime(_tendedAt) >= TendInterval)
            {
                _tendedAt = time.GetTimestamp();
                live.Apply(await store.TendAsync(ct));
            }

            _isAway = false;
        }
        catch (StoreUnavailableException e)
        {
            fence.Note(e);
            if (!_isAway)
            {
                _isAway = true;
                logger.LeasesWait(e.Message);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // A lease that was not renewed for it counts as any other: the fence stops its attempt in time.
            _faults.Note(e);
        }
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        var attempts = running.All.Where(attempt => !attempt.HasEnded).ToList();
        if (attempts.Count == 0)
        {
            return;
        }

        // Before the call: the store counts from a later moment.
        var heldSince = time.GetTimestamp();
        var answer = await store.RenewAsync(new(options.Value.Jobs.Node, [.. attempts.Select(attempt => attempt.Key)], options.Value.Lease.Duration), ct);
        attempts.ForEach(attempt => attempt.HeldSince = heldSince);
        foreach (var lost in answer.Lost)
        {
            // An attempt that ended meanwhile has not lost anything.
            if (running.Find(lost.Id) is { HasEnded: false } attempt && attempt.Key == lost)
            {
                running.Lose(attempt);
            }
        }

        Stop(answer.CancelRequested);
    }

    private void Stop(IReadOnlyList<AttemptKey> cancelRequested)
    {
        foreach (var canceled in cancelRequested)
        {
            if (running.Find(canceled.Id) is { } attempt && attempt.Key == canceled)
            {
                live.ShowCancelRequest(canceled.Id);
                attempt.Stop(StopReason.CancelRequested);
            }
        }
    }
}
