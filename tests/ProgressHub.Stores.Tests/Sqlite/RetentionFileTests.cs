using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Sqlite;

public sealed class RetentionFileTests : SqliteFileTest
{
    private static readonly RetentionPolicy Policy = new(new RetentionRule(TimeSpan.FromDays(1), 150), new Dictionary<string, RetentionRule>());

    [Fact]
    public async Task AStepIsOneCommitAndNoneWhereNothingGoes()
    {
        await using var store = await OpenAsync();
        await store.EnqueueAsync([.. Enumerable.Range(0, 300).Select(_ => Final())], default);
        var before = store.Writer.Commits;

        (await store.PruneAsync(new PruneStep(Policy, ByAge: true), default)).Removed.Count.ShouldBe(150);
        (store.Writer.Commits - before).ShouldBe(1);

        (await store.PruneAsync(new PruneStep(Policy, ByAge: true), default)).Removed.ShouldBeEmpty();
        (store.Writer.Commits - before).ShouldBe(1);
    }

    [Fact]
    public async Task ProcessesThatPruneTogetherKeepWhatIsToBeKept()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await first.EnqueueAsync([.. Enumerable.Range(0, 300).Select(_ => Final())], default);

        var answers = await Task.WhenAll(new[] { first, second }.Select(store => Task.Run(() => store.PruneAsync(new PruneStep(Policy, ByAge: false), default)))).WaitAsync(Deadline);

        answers.Sum(answer => answer.Removed.Count).ShouldBe(150);
        (await first.ReadStatsAsync(new StatsScope(), default)).ByState["succeeded"].ShouldBe(150);
    }

    private NewJob Final()
    {
        var job = Job();
        return job with { Snapshot = job.Snapshot with { State = JobState.Succeeded, FinalizedAt = Time.GetUtcNow() } };
    }
}
