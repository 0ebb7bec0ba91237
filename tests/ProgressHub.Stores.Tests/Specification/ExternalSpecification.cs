using System.Security.Cryptography;
using System.Text;
using ProgressHub.Jobs;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>Jobs that run elsewhere: who may report, in which order, and what becomes of those who fall silent.</summary>
public abstract class ExternalSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Past = Silence + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task NoWorkerClaimsAnExternalJobWhateverItsKind()
    {
        var id = await SubmitAsync();
        (await Store.ClaimAsync(Request(), default)).Jobs.ShouldBeEmpty();
        await WriteAsync(id, 1);
        await WriteAsync(id, 2, job => job with { State = JobState.Scheduled, Version = job.Version + 1, DueAt = Time.GetUtcNow() });
        await Store.TendAsync(default);
        (await ReadAsync(id)).State.ShouldBe(JobState.Queued);

        (await Store.ClaimAsync(Request(), default)).Jobs.ShouldBeEmpty();
        (await ReadAsync(id)).External.ShouldBe(true);
        (await Store.ReadStatsAsync(new StatsScope(), default)).OldestQueuedAt.ShouldBeNull();
    }

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public async Task TheFirstReportBeginsTheAttemptAndEachFollowsTheStoredVersion()
    {
        var id = await SubmitAsync();
        var first = await WriteAsync(id, 1, job => job with { Version = job.Version + 1, Progress = new() { Done = 1 } });
        first.State.ShouldBe(JobState.Running);
        first.Attempt.ShouldBe(1);
        first.Version.ShouldBe(JobVersion.Of(1, 2));
        Json(await ReadAsync(id)).ShouldBe(Json(first));

        var old = await WorkAsync(id, 2, job => job with { Version = job.Version + 1 });
        await WriteAsync(id, 2, job => job with { Version = job.Version + 1, Progress = new() { Done = 2 } });

        (await Store.WriteReportAsync(old with { Seq = 3, Digest = Hash("3") }, default)).Outcome.ShouldBe(ReportOutcome.Moved);
        (await ReadAsync(id)).Progress!.Done.ShouldBe(2);
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task AReportIsTakenOnceAndOnlyInOrder()
    {
        var id = await SubmitAsync();
        var write = await WorkAsync(id, 5, job => job with { Version = job.Version + 1 });
        (await Store.WriteReportAsync(write, default)).Outcome.ShouldBe(ReportOutcome.Taken);

        (await Store.WriteReportAsync(write, default)).Outcome.ShouldBe(ReportOutcome.Repeated);
        (await Store.WriteReportAsync(write with { Digest = Hash("other") }, default)).Outcome.ShouldBe(ReportOutcome.OutOfOrder);
        (await Store.WriteReportAsync(write with { Seq = 4, Digest = Hash("other") }, default)).Outcome.ShouldBe(ReportOutcome.OutOfOrder);
        (await ReadAsync(id)).Version.ShouldBe(write.Snapshot.Version);
    }

    [Fact]
    public async Task ASignOfLifeDoesNotMakeTheLastReportUnknown()
    {
        var id = await SubmitAsync();
        var write = await WorkAsync(id, 1, job => job with { Version = job.Version + 1 });
        await Store.WriteReportAsync(write, default);
        await WriteAsync(id, null);

        (await Store.WriteReportAsync(write, default)).Outcome.ShouldBe(ReportOutcome.Repeated);
        (await ReadAsync(id)).Version.ShouldBe(write.Snapshot.Version);
    }

    [Fact]
    [Trait("Invariant", "11 No group without a right")]
    public async Task OnlyTheJobsOwnTokenCounts()
    {
        var (id, other) = (await SubmitAsync(), await SubmitAsync("other token"));
        var write = await WorkAsync(id, 1, job => job);

        foreach (var token in (ReadOnlyMemory<byte>[])[Hash("other token"), Hash("nobody's"), default])
        {
            (await Store.WriteReportAsync(write with { Token = token }, default)).Outcome.ShouldBe(ReportOutcome.Unknown);
        }

        var here = await EnqueueAsync(Job());
        (await Store.FindExternalAsync(here, default)).ShouldBeNull();
        (await Store.WriteReportAsync(write with { Snapshot = await ReadAsync(here) }, default)).Outcome.ShouldBe(ReportOutcome.Unknown);
        (await Store.FindExternalAsync(JobId.New(Time.GetUtcNow()), default)).ShouldBeNull();
        (await ReadAsync(other)).State.ShouldBe(JobState.Queued);
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task ARetryTakesTheJobFromWhoeverReportedBefore()
    {
        var id = await SubmitAsync("first");
        await WriteAsync(id, 7, Final(JobState.Failed), "first");
        (await Store.IssueReportTokensAsync([new(id, Hash("too early"))], default)).ShouldBe([null]);

        await Store.RetryAsync(id, default);

        (await OutcomeAsync(id, 8, "first")).ShouldBe(ReportOutcome.Stale);
        (await Store.IssueReportTokensAsync([new(id, Hash("second"))], default)).ShouldBe([Terms()]);
        (await OutcomeAsync(id, 8, "first")).ShouldBe(ReportOutcome.Stale);
        var begun = await WriteAsync(id, 1, token: "second");
        (begun.State, begun.Attempt, JobVersion.Epoch(begun.Version)).ShouldBe((JobState.Running, 1, 3));
        (await Store.IssueReportTokensAsync([new(id, Hash("too late"))], default)).ShouldBe([null]);
        (await Store.ReadAttemptsAsync(id, default)).ShouldNotBeNull().Select(attempt => attempt.Outcome).ShouldBe([AttemptOutcome.Failed, null]);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task ManyTokensOfOneJobAreNotAllRemembered()
    {
        var id = await SubmitAsync("0");
        for (var n = 1; n <= 20; n++)
        {
            await Store.IssueReportTokensAsync([new(id, Hash($"{n}"))], default);
        }

        (await OutcomeAsync(id, 1, "4")).ShouldBe(ReportOutcome.Stale);
        (await OutcomeAsync(id, 1, "3")).ShouldBe(ReportOutcome.Unknown);
        (await Store.FindExternalAsync(id, default))!.StaleTokens.Length.ShouldBe(16 * 32);
    }

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task AFinalExternalJobTakesNoReportButTheOneThatEndedIt()
    {
        var id = await SubmitAsync();
        await WriteAsync(id, 1);
        var result = Encoding.UTF8.GetBytes("{\"a\":1}");
        var end = (await WorkAsync(id, null, job => Final(JobState.Succeeded)(job).WithResult(result))) with { Digest = Hash("the end"), Result = result };
        var stored = (await Store.WriteReportAsync(end, default)).Snapshot!;
        (stored.State, stored.FinalizedAt).ShouldBe((JobState.Succeeded, Time.GetUtcNow()));
        Text(await Store.ReadResultAsync(id, default)).ShouldBe("{\"a\":1}");

        (await Store.WriteReportAsync(end, default)).Outcome.ShouldBe(ReportOutcome.Repeated);
        (await OutcomeAsync(id, 9)).ShouldBe(ReportOutcome.Final);
        (await OutcomeAsync(id, null)).ShouldBe(ReportOutcome.Final);
        Time.Advance(Past);
        (await Store.TendAsync(default)).ShouldBeEmpty();
        Json(await ReadAsync(id)).ShouldBe(Json(stored));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhoIsSilentPastTheLeaseIsMarkedAndFailsAfterAnother(bool hasBegun)
    {
        var id = await SubmitAsync();
        var before = hasBegun ? await WriteAsync(id, 1) : await ReadAsync(id);
        Time.Advance(Silence - TimeSpan.FromSeconds(1));
        (await Store.TendAsync(default)).ShouldBeEmpty();
        Time.Advance(TimeSpan.FromSeconds(2));

        var marked = (await Store.TendAsync(default)).ShouldHaveSingleItem();
        (marked.State, marked.LostAt, marked.Version).ShouldBe((before.State, Time.GetUtcNow(), before.Version + 1));
        (await Store.TendAsync(default)).ShouldBeEmpty();
        Time.Advance(Past);

        var failed = (await Store.TendAsync(default)).ShouldHaveSingleItem();
        (failed.State, failed.Error!.Type, failed.FinalizedAt, failed.Version).ShouldBe((JobState.Failed, "lost", Time.GetUtcNow(), marked.Version + 1));
        Json(await ReadAsync(id)).ShouldBe(Json(failed));
        Time.Advance(Past);
        (await Store.TendAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Invariant", "10 Alive is not the same as moving")]
    public async Task ASignOfLifeKeepsTheLeaseAndMakesNoVersion()
    {
        var id = await SubmitAsync();
        var begun = await WriteAsync(id, 1);
        for (var n = 0; n < 10; n++)
        {
            Time.Advance(Silence - TimeSpan.FromSeconds(1));
            await WriteAsync(id, null);
            (await Store.TendAsync(default)).ShouldBeEmpty();
        }

        (await ReadAsync(id)).Version.ShouldBe(begun.Version);
    }

    [Fact]
    public async Task AJobThatMayWaitIsMarkedOnceAndGoesOnWithTheNextReport()
    {
        var id = await SubmitAsync(onLost: LostPolicy.Wait);
        await WriteAsync(id, 1);
        Time.Advance(Past);
        (await Store.TendAsync(default)).ShouldHaveSingleItem().LostAt.ShouldNotBeNull();
        Time.Advance(TimeSpan.FromDays(3));
        (await Store.TendAsync(default)).ShouldBeEmpty();

        (await WriteAsync(id, 2, job => job with { Version = job.Version + 1, LostAt = null })).LostAt.ShouldBeNull();
        Time.Advance(Past);
        (await Store.TendAsync(default)).ShouldHaveSingleItem().LostAt.ShouldBe(Time.GetUtcNow());
    }

    [Fact]
    public async Task ACancelIsShownToTheReporterAndEndsAtOnceWhereThereIsNone()
    {
        var (unbegun, running, lost, silent) = (await SubmitAsync(), await SubmitAsync(), await SubmitAsync(onLost: LostPolicy.Wait), await SubmitAsync());
        (await Store.CancelAsync(unbegun, default))!.Snapshot.State.ShouldBe(JobState.Canceled);

        var begun = await WriteAsync(running, 1);
        var asked = (await Store.CancelAsync(running, default))!;
        asked.Stopping.ShouldBeEmpty();
        (asked.Snapshot.State, asked.Snapshot.CancelRequested, asked.Snapshot.Version).ShouldBe((JobState.Running, true, begun.Version + 1));
        (await Store.ReadCancelRequestsAsync(default)).ShouldBeEmpty();
        (await WriteAsync(running, 2, Final(JobState.Canceled))).State.ShouldBe(JobState.Canceled);

        await WriteAsync(lost, 1);
        await WriteAsync(silent, 1);
        await Store.CancelAsync(silent, default);
        Time.Advance(Past);
        (await Store.TendAsync(default)).Single(job => job.Id == silent).State.ShouldBe(JobState.Canceled);
        (await Store.CancelAsync(lost, default))!.Snapshot.State.ShouldBe(JobState.Canceled);
    }

    [Fact]
    public async Task AnExternalParentWaitsForItsChildrenWithoutALease()
    {
        var id = await SubmitAsync();
        await WriteAsync(id, 1);
        var child = Job();
        await EnqueueAsync(child with { Snapshot = child.Snapshot with { ParentId = id } });
        (await WriteAsync(id, 2, Final(JobState.Succeeded))).State.ShouldBe(JobState.Running);
        (await OutcomeAsync(id, 3)).ShouldBe(ReportOutcome.Final);
        Time.Advance(Past);
        (await Store.TendAsync(default)).ShouldBeEmpty();

        await WriteAsync(Ended(await ClaimOneAsync()));

        (await ReadAsync(id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task ARemovedJobLeavesNothingOfItsReports()
    {
        var id = await SubmitAsync();
        await WriteAsync(id, 1, Final(JobState.Failed));

        (await Store.RemoveAsync(id, default)).ShouldBe(true);

        (await Store.FindExternalAsync(id, default)).ShouldBeNull();
        (await Store.WriteReportAsync(new ReportWrite(Job().Snapshot with { Id = id }, 1) { Token = Hash("token") }, default)).Outcome.ShouldBe(ReportOutcome.Unknown);
    }

    private static ExternalTerms Terms(LostPolicy onLost = LostPolicy.Fail) => new(Silence, onLost);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private async Task<JobId> SubmitAsync(string token = "token", LostPolicy onLost = LostPolicy.Fail)
    {
        var job = Job();
        var id = await EnqueueAsync(job with { Snapshot = job.Snapshot with { External = true }, External = Terms(onLost) });
        (await Store.IssueReportTokensAsync([new(id, Hash(token))], default)).ShouldBe([Terms(onLost)]);
        return id;
    }

    private Func<JobSnapshot, JobSnapshot> Final(JobState state) => job => job with { State = state, Version = job.Version + 1, FinalizedAt = Time.GetUtcNow() };

    /// <summary>What a node works out of a report.</summary>
    private async Task<ReportWrite> WorkAsync(JobId id, long? seq, Func<JobSnapshot, JobSnapshot> change, string token = "token")
    {
        var job = await ReadAsync(id);
        var running = job.State is JobState.Running || job.State.IsFinal() ? job : job.Begun(Time.GetUtcNow());
        return new(change(running), job.Version) { Token = Hash(token), Seq = seq, Digest = seq is null ? default : Hash($"{seq}") };
    }

    private async Task<ReportOutcome> OutcomeAsync(JobId id, long? seq, string token = "token") =>
        (await Store.WriteReportAsync(await WorkAsync(id, seq, job => job, token), default)).Outcome;

    private async Task<JobSnapshot> WriteAsync(JobId id, long? seq, Func<JobSnapshot, JobSnapshot>? change = null, string token = "token")
    {
        var (outcome, job) = await Store.WriteReportAsync(await WorkAsync(id, seq, change ?? (job => job), token), default);
        outcome.ShouldBe(ReportOutcome.Taken);
        return job!;
    }
}
