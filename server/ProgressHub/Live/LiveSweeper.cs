using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.Live;

/// <summary>Once a second lets go of jobs nobody needs, shows what the store moves by itself, and reads again those that are watched or polled here but run elsewhere: whatever hint was lost, the truth arrives.</summary>
internal sealed class LiveSweeper(LiveJobs live, IJobStore store, TimeProvider time, ILogger<LiveSweeper> logger) : BackgroundService
{
    private const int MaxIdle = 10_000;
    private const int MaxRead = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    private readonly LoopFaults _faults = new("The second reading of watched jobs", logger);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        store.Moved += live.Apply;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    foreach (var ids in live.Sweep(Idle, MaxIdle).Chunk(MaxRead))
                    {
                        foreach (var stored in await store.FindAsync(ids, stoppingToken))
                        {
                            live.Refresh(stored);
                        }
                    }
                }
                catch (StoreUnavailableException e)
                {
                    logger.ReadFailed(e.Message);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
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
}
