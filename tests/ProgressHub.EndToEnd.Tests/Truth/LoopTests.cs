using Microsoft.Extensions.Logging;
using ProgressHub.EndToEnd.Tests.Watching;
using ProgressHub.Storage;

namespace ProgressHub.EndToEnd.Tests.Truth;

/// <summary>Background loops meet exceptions that nobody foresaw, and go on.</summary>
public sealed class LoopTests
{
    [Fact]
    public async Task WhateverTheStoreThrowsOnceEveryLoopSaysSoAndGoesOn()
    {
        var (store, faults) = FaultyStore.Before(new MemoryJobStore(TimeProvider.System));
        var holds = new Holds();
        await using var host = await TestHost.StartAsync(holds.AddTo, options => options.Lease.Duration = TimeSpan.FromSeconds(5), store);
        var (id, later) = (await host.SubmitAsync("hold"), JobId.New(TimeProvider.System.GetUtcNow()));
        await store.EnqueueAsync([new(Later(later), "{}"u8.ToArray())], null, default);
        var job = await holds.RunningAsync(id);
        await using var hub = await HubClient.ConnectAsync(host);
        await hub.WatchAsync(new WatchRequest { Jobs = [new(later.ToString())] });

        faults.Fail(nameof(IJobStore.ClaimAsync), nameof(IJobStore.WriteAsync), nameof(IJobStore.AppendLogAsync), nameof(IJobStore.RenewAsync),
            nameof(IJobStore.FindAsync), nameof(IJobStore.ListRecurringAsync));
        job.Log(LogLevel.Information, "a line");
        job.Progress.Report(1, 3);
        await Eventually.TrueAsync(() => !faults.Left.Any(), () => $"Not called: {string.Join(", ", faults.Left)}");
        faults.Fail(nameof(IJobStore.ReadCancelRequestsAsync), nameof(IJobStore.TendAsync));
        await Eventually.TrueAsync(() => !faults.Left.Any(), () => $"Not called: {string.Join(", ", faults.Left)}");

        holds.LetGo(id);
        (await host.UntilFinalAsync(id)).State.ShouldBe(JobState.Succeeded);
        var next = await host.SubmitAsync("hold");
        await holds.RunningAsync(next);
        holds.LetGo(next);
        (await host.UntilFinalAsync(next)).State.ShouldBe(JobState.Succeeded);
        foreach (var loop in (string[])["The claiming of jobs", "The writing of progress", "The writing of logs", "The renewal of leases", "The second reading of watched jobs", "The enqueueing of recurring jobs"])
        {
            // Of the two faults of the leases the second is of a kind that was told.
            host.Errors.Count(error => error.StartsWith($"{loop} met an exception", StringComparison.Ordinal) && error.Contains(nameof(NotSupportedException))).ShouldBe(1, loop);
        }

        host.Errors.Clear();
    }

    [Fact]
    public async Task AnEndThatTheStoreDoesNotTakeAtOnceIsStoredAllTheSame()
    {
        var (store, faults) = FaultyStore.Before(new MemoryJobStore(TimeProvider.System));
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing(), store: store);
        faults.Fail(nameof(IJobStore.WriteAsync));

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.SubmitAsync("nothing")));

        foreach (var id in ids)
        {
            (await host.UntilFinalAsync(id)).State.ShouldBe(JobState.Succeeded);
        }

        host.Errors.ShouldHaveSingleItem().ShouldStartWith("The writing of ends met an exception");
        host.Errors.Clear();
    }

    [Fact]
    public async Task AnEndThatTheStoreNeverTakesKeepsNoOtherBack()
    {
        var store = new StoreBetween(new MemoryJobStore(TimeProvider.System));
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing().AddBroken(), store: store);
        store.BeforeWrite = writes => writes.Any(write => write.Snapshot.State == JobState.Failed) ? throw new NotSupportedException("Not this one.") : Task.CompletedTask;

        await host.SubmitAsync("broken");
        var id = await host.SubmitAsync("nothing");

        (await host.UntilFinalAsync(id)).State.ShouldBe(JobState.Succeeded);
        await Eventually.TrueAsync(() => host.Warnings.Any(warning => warning.Contains("cannot take the end")));
        host.Errors.Clear();
    }

    private static JobSnapshot Later(JobId id)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new() { Id = id, Kind = "hold", State = JobState.Scheduled, Version = 1, MaxAttempts = 1, CreatedAt = now, DueAt = now.AddHours(1) };
    }
}
