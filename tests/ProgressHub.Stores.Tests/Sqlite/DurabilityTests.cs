using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Sqlite;

public sealed class DurabilityTests : SqliteFileTest
{
    [Fact]
    [Trait("Invariant", "1 Durable accept")]
    public async Task AnAnsweredSubmitSurvivesAKill()
    {
        await using var store = await OpenAsync();
        var jobs = Enumerable.Range(0, 50).Select(_ => Job()).ToArray();
        await Task.WhenAll(jobs.Select(job => store.EnqueueAsync([job], default)));

        await using var restarted = await OpenAsync(CopyAsAfterAKill());

        (await restarted.FindAsync(jobs.Select(j => j.Snapshot.Id).ToArray(), default)).Count.ShouldBe(50);
    }

    [Fact]
    [Trait("Invariant", "1 Durable accept")]
    public async Task EveryCommitIsSyncedToTheDisk()
    {
        await using var store = await OpenAsync();
        var settings = new PragmaReading("synchronous", "journal_mode");

        await store.Writer.RunAsync(settings, default);

        settings.Values.ShouldBe(["2", "wal"]);
    }

    [Fact]
    public async Task AStoreKeepsItsIdentityAndItsJobs()
    {
        var job = Job();
        var first = Source.MakeSqlite(Time);
        var identity = await first.OpenAsync(default);
        await first.EnqueueAsync([job], default);
        await first.DisposeAsync();

        await using var second = Source.MakeSqlite(Time);

        (await second.OpenAsync(default)).ShouldBe(identity);
        (await second.FindAsync([job.Snapshot.Id], default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AnEndInOrderLeavesTheDatabaseFileAlone()
    {
        var store = await OpenAsync();
        await store.EnqueueAsync([Job()], default);

        await store.DisposeAsync();

        Directory.GetFiles(Path.GetDirectoryName(Source.File)!).ShouldBe([Source.File]);
    }

    [Fact]
    public async Task WhatWasAskedBeforeTheEndIsDone()
    {
        var store = await OpenAsync();
        var waiting = store.ClaimAsync(Request(1, TimeSpan.FromHours(1)) with { Kinds = [new("other", 1)] }, default);
        var asked = Enumerable.Range(0, 100).Select(_ => store.EnqueueAsync([Job()], default)).ToArray();

        await store.DisposeAsync();

        await Task.WhenAll(asked).WaitAsync(Deadline);
        (await waiting.WaitAsync(Deadline)).Jobs.ShouldBeEmpty();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await store.EnqueueAsync([Job()], default));
    }

    [Fact]
    public async Task CallersAtTheSameMomentShareACommit()
    {
        await using var store = await OpenAsync();
        using var other = Connect();
        Run(other, "BEGIN IMMEDIATE");
        var before = store.Writer.Commits;
        var callers = Enumerable.Range(0, 300).Select(_ => store.EnqueueAsync([Job()], default)).ToArray();

        Run(other, "COMMIT");

        await Task.WhenAll(callers).WaitAsync(Deadline);
        (store.Writer.Commits - before).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task AWaitingClaimIsServedInTheCommitThatStoresItsJob()
    {
        await using var store = await OpenAsync();
        var claim = store.ClaimAsync(Request(1, TimeSpan.FromHours(1)), default);
        await store.CancelAsync(JobId.New(Time.GetUtcNow()), default);
        var before = store.Writer.Commits;

        await store.EnqueueAsync([Job()], default);

        (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem();
        (store.Writer.Commits - before).ShouldBe(1);
    }
}
