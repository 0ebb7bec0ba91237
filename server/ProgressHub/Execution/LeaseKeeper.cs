using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Storage;

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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var renewedAt = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    if (time.GetElapsedTime(renewedAt) >= options.Value.Lease.Duration / 3)
                    {
                        renewedAt = time.GetTimestamp();
                        running.ForgetExpected(options.Value.Lease.Duration, time);
                        await RenewAsync(stoppingToken);
                    }

                    if (!running.IsEmpty)
                    {
                        Stop(await store.ReadCancelRequestsAsync(stoppingToken));
                    }

                    live.Apply(await store.TendAsync(stoppingToken));
                }
                catch (StoreUnavailableException e)
                {
                    fence.Note(e);
                    logger.LeasesWait(e.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop while it waited.
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
