using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.Execution;

/// <summary>
/// Stops what runs here before another node may start it: a node that cannot reach a shared store does not know whether others can, and when a
/// lease ends they take the job. A store that turns everybody away gives its jobs to nobody, so they run on.
/// </summary>
internal sealed class LeaseFence(
    IJobStore store,
    RunningAttempts running,
    IOptions<ProgressHubOptions> options,
    TimeProvider time,
    ILogger<LeaseFence> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the word counts that the store turns everybody away; it is asked twice a second.</summary>
    private static readonly TimeSpan WordCounts = TimeSpan.FromSeconds(3);

    private readonly LoopFaults _faults = new("The watch over leases that end", logger);
    private readonly Lock _gate = new();
    private long? _downAt;

    /// <summary>How long a lease keeps a job here: it ends a margin earlier than the store's, within which the job can stop.</summary>
    public static TimeSpan Holds(TimeSpan lease) => lease - TimeSpan.FromSeconds(Math.Clamp(lease.TotalSeconds / 5, 1, 5));

    /// <summary>Takes what a call for a renewal has come to.</summary>
    public void Note(StoreUnavailableException failure)
    {
        lock (_gate)
        {
            _downAt = failure.IsDown ? time.GetTimestamp() : null;
        }
    }

    /// <summary>Stops the attempts whose lease is about to end.</summary>
    internal void RunOnce()
    {
        if (IsDown())
        {
            return;
        }

        var holds = Holds(options.Value.Lease.Duration);
        foreach (var attempt in running.All)
        {
            // What another scheduler runs is never begun again elsewhere.
            if (attempt is { HasEnded: false, IsForeign: false } && time.GetElapsedTime(attempt.HeldSince) >= holds && attempt.Stop(StopReason.LeaseLost))
            {
                logger.LeaseEnds(attempt.Id.Value, holds.TotalSeconds);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (store is not ISharedStore)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    RunOnce();
                }
                catch (Exception e)
                {
                    _faults.Note(e);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop while it waited.
        }
    }

    private bool IsDown()
    {
        lock (_gate)
        {
            return _downAt is { } since && time.GetElapsedTime(since) < WordCounts;
        }
    }
}
