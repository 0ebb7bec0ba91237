using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Execution;
using ProgressHub.Publishing;
using ProgressHub.Storage;
using ProgressHub.Storage.Nodes;
using ProgressHub.Telemetry;

namespace ProgressHub.Nodes;

/// <summary>Tells the other nodes of the store that this one is there, and what it is busy with.</summary>
/// <remarks>For people who look after nodes only: jobs go by leases, and stay with a node whose signs of life are late.</remarks>
internal sealed partial class Heartbeat(
    INodeBoard board,
    RunningAttempts running,
    AudienceTable audiences,
    IOptions<ProgressHubOptions> options,
    TimeProvider time,
    ILogger<Heartbeat> logger) : BackgroundService
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly string Version = typeof(Heartbeat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private readonly Guid _id = Guid.NewGuid();
    private readonly DateTimeOffset _startedAt = time.NowInMs();
    private readonly Queue<(long At, long Ended)> _ends = new();
    private readonly LoopFaults _faults = new("The sign of life of this node", logger);
    private readonly CpuMeter _cpu = new(time);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await board.LeaveAsync(_id, cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException or OperationCanceledException)
        {
            // It is listed as missing for a while.
            BeatWaits(e.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(board.BeatInterval, time);
        try
        {
            do
            {
                try
                {
                    await board.BeatAsync(Look(), stoppingToken);
                }
                catch (StoreUnavailableException e)
                {
                    BeatWaits(e.Message);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    _faults.Note(e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop while it waited.
        }
    }

    private NodeInfo Look() => new()
    {
        Id = _id,
        Name = options.Value.Jobs.Node,
        Version = Version,
        Role = options.Value.Jobs.Role,
        StartedAt = _startedAt,
        Slots = options.Value.Jobs.Role == NodeRole.Web ? 0 : options.Value.Jobs.Concurrency,
        Running = running.All.CountBy(attempt => attempt.Kind.Name).ToDictionary(kind => kind.Key, kind => (long)kind.Value, StringComparer.Ordinal),
        EndedLastMinute = EndedLastMinute(),
        Watches = audiences.CountWatches(),
        CpuLoad = _cpu.Read(),
    };

    /// <summary>From one sample for each beat; the oldest of them is a minute old.</summary>
    private long EndedLastMinute()
    {
        var ended = running.Ended;
        _ends.Enqueue((time.GetTimestamp(), ended));
        while (time.GetElapsedTime(_ends.Peek().At) > Minute)
        {
            _ends.Dequeue();
        }

        return ended - _ends.Peek().Ended;
    }
}
