using Microsoft.Extensions.Logging.Abstractions;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.Servers;
using ProgressHub.Jobs;
using ProgressHub.Sqlite;
using ProgressHub.Storage;

namespace ProgressHub.Benchmarks.Queueing;

/// <summary>The process of one SQLite store with many queued jobs: <c>claim-run JOBS</c>.</summary>
internal static class ClaimVerb
{
    public const string Name = "claim-run";

    /// <summary>About what a worker claims of jobs that take no time.</summary>
    private const int Batch = 200;

    public static async Task<int> RunAsync(int jobs)
    {
        var folder = Directory.CreateTempSubdirectory("progresshub-bench-").FullName;
        var file = Path.Combine(folder, "jobs.db");
        var store = new SqliteJobStore($"Data Source={file}", TimeProvider.System, NullLogger<SqliteJobStore>.Instance);
        await store.OpenAsync(CancellationToken.None);
        for (var stored = 0; stored < jobs; stored += 1000)
        {
            await store.EnqueueAsync(Jobs(Math.Min(1000, jobs - stored)), CancellationToken.None);
        }

        var commands = new CallTable();
        Usage.Offer(commands);
        commands.On<int, double>("claim", count => ClaimAsync(store, count));
        commands.On("size", () => new FileInfo(file).Length + new FileInfo($"{file}-wal").Length);
        await commands.ServeAsync();
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>Claims so many and answers in how many seconds. What is claimed is ended and replaced, outside of the time that counts, so that the backlog stays as long as it is.</summary>
    private static async Task<double> ClaimAsync(SqliteJobStore store, int count)
    {
        var request = new ClaimRequest { Node = "bench", Kinds = [new("no-op", Batch)], Max = Batch, Lease = TimeSpan.FromMinutes(1), MaxWait = TimeSpan.Zero };
        var took = TimeSpan.Zero;
        for (var claimed = 0; claimed < count;)
        {
            var began = Stopwatch.GetTimestamp();
            var answer = await store.ClaimAsync(request, CancellationToken.None);
            took += Stopwatch.GetElapsedTime(began);
            claimed += answer.Jobs.Count;
            await store.WriteAsync([.. answer.Jobs.Select(job => new AttemptWrite(job.Snapshot with { State = JobState.Succeeded, Version = job.Snapshot.Version + 1 }))], CancellationToken.None);
            await store.EnqueueAsync(Jobs(answer.Jobs.Count), CancellationToken.None);
        }

        return took.TotalSeconds;
    }

    private static NewJob[] Jobs(int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        return [.. Enumerable.Range(0, count).Select(_ => new NewJob(
            new JobSnapshot { Id = JobId.New(now), Kind = "no-op", State = JobState.Queued, Version = JobVersion.Of(0, 1), MaxAttempts = 3, CreatedAt = now },
            "{}"u8.ToArray()))];
    }
}
