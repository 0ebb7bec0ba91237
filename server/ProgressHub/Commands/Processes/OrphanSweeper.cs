using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ProgressHub.Commands.Processes;

/// <summary>Ends what the commands of a process that was killed have left running on this machine, at the start of the next one.</summary>
internal sealed class OrphanSweeper(TimeProvider time, ILogger<OrphanSweeper> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var ended = await SweepAsync(time);
        if (ended > 0)
        {
            logger.OrphansEnded(ended);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends them by force, as their host was, and answers how many there were. Those of processes that live are left alone.</summary>
    public static async Task<int> SweepAsync(TimeProvider time)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        var orphans = new ProcessFamily(RunMark.IsOrphaned, leader: null);
        var found = orphans.Living().Count;
        if (found > 0)
        {
            await orphans.EndAsync(TimeSpan.Zero, time);
        }

        return found;
    }
}
