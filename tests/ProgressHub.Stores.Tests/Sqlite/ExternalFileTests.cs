using System.Security.Cryptography;
using ProgressHub.Jobs;
using ProgressHub.Sqlite;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Sqlite;

/// <summary>External jobs over starts and between processes on one file.</summary>
public sealed class ExternalFileTests : SqliteFileTest
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private static readonly byte[] Token = SHA256.HashData("token"u8);

    [Fact]
    public async Task AStartBeginsAllLeasesAnew()
    {
        JobSnapshot begun;
        var store = await OpenAsync();
        await using (store)
        {
            begun = await BeginAsync(store);
        }

        Time.Advance(TimeSpan.FromHours(5));
        await using var again = await OpenAsync();
        (await again.TendAsync(default)).ShouldBeEmpty();
        (await again.FindAsync([begun.Id], default)).ShouldHaveSingleItem().LostAt.ShouldBeNull();

        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        (await again.TendAsync(default)).ShouldHaveSingleItem().LostAt.ShouldBe(Time.GetUtcNow());
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task AKilledProcessLeavesTheJobToWhoeverReports()
    {
        await using var killed = await OpenAsync();
        var begun = await BeginAsync(killed);

        await using var restarted = await OpenAsync(CopyAsAfterAKill());
        (await restarted.TendAsync(default)).ShouldBeEmpty();
        var (outcome, job) = await restarted.WriteReportAsync(Report(begun, begun, 2), default);

        outcome.ShouldBe(ReportOutcome.Taken);
        (job!.State, job.Attempt, job.Version).ShouldBe((JobState.Running, 1, begun.Version + 1));
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task OfTwoProcessesThatTakeReportsNeitherOverwritesTheOther()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        var begun = await BeginAsync(first);
        (await second.WriteReportAsync(Report(begun, begun, 2), default)).Outcome.ShouldBe(ReportOutcome.Taken);

        (await first.WriteReportAsync(Report(begun, begun, 3), default)).Outcome.ShouldBe(ReportOutcome.Moved);
        (await first.WriteReportAsync(Report(begun, begun, 2), default)).Outcome.ShouldBe(ReportOutcome.Repeated);
        var known = (await first.FindExternalAsync(begun.Id, default))!;
        (known.Seq, known.Snapshot.Version).ShouldBe((2, begun.Version + 1));
    }

    private async Task<JobSnapshot> BeginAsync(SqliteJobStore store)
    {
        var job = Job();
        job = job with { Snapshot = job.Snapshot with { External = true }, External = new(Lease, LostPolicy.Fail) };
        await store.EnqueueAsync([job], default);
        await store.IssueReportTokensAsync([new(job.Snapshot.Id, Token)], default);
        return (await store.WriteReportAsync(Report(job.Snapshot, job.Snapshot.Begun(Time.GetUtcNow()), 1), default)).Snapshot!;
    }

    private static ReportWrite Report(JobSnapshot stored, JobSnapshot running, int seq) =>
        new(running with { Version = running.Version + 1 }, stored.Version) { Token = Token, Seq = seq, Digest = SHA256.HashData([(byte)seq]) };
}
