using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ProgressHub.Storage;

namespace ProgressHub.Benchmarks.Logging;

/// <summary>What the job does: pieces of work at a pace, each followed by its line.</summary>
internal sealed class LogWork(IJobStore store, LogPlan plan)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private long _newestAt;
    private bool _isOver;

    public async Task<LogAnswer> RunAsync(JobContext job)
    {
        var looking = plan.IsLogged ? Task.Run(() => LookAsync(job.Id)) : Task.FromResult(0.0);
        var hash = new byte[SHA256.HashSizeInBytes];
        var clock = Stopwatch.StartNew();
        var (busy, pieces) = (0.0, plan.Seconds * plan.PerSecond);
        for (var done = 0; done < pieces;)
        {
            var due = (int)Math.Min(pieces, clock.Elapsed.TotalSeconds * plan.PerSecond);
            var began = clock.Elapsed.TotalSeconds;
            for (; done < due; done++)
            {
                for (var round = 0; round < plan.Spin; round++)
                {
                    SHA256.HashData(hash, hash);
                }

                if (plan.IsLogged)
                {
                    job.Log(LogLevel.Information, $"piece {done} of {pieces} is done, as {hash[0]:x2}{hash[1]:x2} can tell");
                    Volatile.Write(ref _newestAt, Now());
                }
            }

            busy += clock.Elapsed.TotalSeconds - began;
            await Task.Delay(Pause);
        }

        var seconds = clock.Elapsed.TotalSeconds;
        Volatile.Write(ref _isOver, true);
        return new(seconds, busy, await looking);
    }

    /// <summary>Compares the newest line in the store with the newest that the job had logged just before the look.</summary>
    private async Task<double> LookAsync(JobId id)
    {
        var most = 0.0;
        while (!Volatile.Read(ref _isOver))
        {
            await Task.Delay(Look);
            var logged = Volatile.Read(ref _newestAt);
            var newest = await store.ReadLogAsync(new(id) { AfterSeq = -1, Limit = 1 }, CancellationToken.None);
            if (newest.Lines is [var line])
            {
                most = Math.Max(most, logged - line.At.ToUnixTimeMilliseconds());
            }
        }

        return most;
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}
