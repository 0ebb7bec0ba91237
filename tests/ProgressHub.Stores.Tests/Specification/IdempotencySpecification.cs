using System.Security.Cryptography;
using System.Text;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>The same call under the same key stores its jobs once.</summary>
public abstract class IdempotencySpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    [Fact]
    public async Task TheSameCallAgainIsAnsweredWithTheSameJobAsItIsNow()
    {
        var first = await CallAsync("k", "body");
        var running = await ClaimOneAsync();

        var again = await CallAsync("k", "body");

        first.Outcome.ShouldBe(EnqueueOutcome.Stored);
        again.Outcome.ShouldBe(EnqueueOutcome.Repeated);
        first.Jobs.ShouldHaveSingleItem().Id.ShouldBe(running.Id);
        Json(again.Jobs.ShouldHaveSingleItem()).ShouldBe(Json(running));
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task AnotherBodyUnderTheSameKeyIsRefusedAndStoresNothing()
    {
        await CallAsync("k", "body");

        var reused = await CallAsync("k", "another");

        reused.Outcome.ShouldBe(EnqueueOutcome.Reused);
        reused.Jobs.ShouldBeEmpty();
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task TheSameBodyUnderAnotherKeyIsAnotherJob()
    {
        await CallAsync("k", "body");

        (await CallAsync("l", "body")).Outcome.ShouldBe(EnqueueOutcome.Stored);

        (await CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task TwoHundredCallersAtOnceGetTheSameJob()
    {
        var callers = Enumerable.Range(0, 200).Select(_ => Task.Run(() => CallAsync("k", "body")));

        var answers = await Task.WhenAll(callers).WaitAsync(Deadline);

        answers.Count(answer => answer.Outcome == EnqueueOutcome.Stored).ShouldBe(1);
        answers.Count(answer => answer.Outcome == EnqueueOutcome.Repeated).ShouldBe(199);
        answers.Select(answer => answer.Jobs.ShouldHaveSingleItem().Id).Distinct().ShouldHaveSingleItem();
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task AllJobsOfACallAreAnsweredInTheirOrder()
    {
        var first = await CallAsync("k", "body", count: 5);

        var again = await CallAsync("k", "body", count: 5);

        again.Jobs.Select(job => job.Id).ShouldBe(first.Jobs.Select(job => job.Id));
        (await CountAsync()).ShouldBe(5);
    }

    [Theory]
    [InlineData("body")]
    [InlineData("another")]
    public async Task AKeyWhoseJobIsRemovedCountsAsNew(string body)
    {
        var first = (await CallAsync("k", "body")).Jobs.ShouldHaveSingleItem();
        await Store.CancelAsync(first.Id, default);
        await Store.RemoveAsync(first.Id, default);

        var second = await CallAsync("k", body);

        second.Outcome.ShouldBe(EnqueueOutcome.Stored);
        (await CallAsync("k", body)).Jobs.ShouldHaveSingleItem().Id.ShouldBe(second.Jobs[0].Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AKeyIsForgottenAfterItsWindow(bool tended)
    {
        await CallAsync("k", "body");
        Time.Advance(Window - TimeSpan.FromSeconds(1));
        (await CallAsync("k", "body")).Outcome.ShouldBe(EnqueueOutcome.Repeated);
        Time.Advance(TimeSpan.FromSeconds(1));
        if (tended)
        {
            await Store.TendAsync(default);
        }

        (await CallAsync("k", "another")).Outcome.ShouldBe(EnqueueOutcome.Stored);

        // What is forgotten is the old use, not the new one.
        await Store.TendAsync(default);
        (await CallAsync("k", "another")).Outcome.ShouldBe(EnqueueOutcome.Repeated);
    }

    [Fact]
    public async Task ACallThatFailsLeavesItsKeyNew()
    {
        var known = Job();
        await EnqueueAsync(known);
        await Should.ThrowAsync<ArgumentException>(async () => await Store.EnqueueAsync([known], Key("k", "body"), default));

        (await CallAsync("k", "another")).Outcome.ShouldBe(EnqueueOutcome.Stored);
    }

    private Task<EnqueueAnswer> CallAsync(string key, string body, int count = 1) =>
        Store.EnqueueAsync([.. Enumerable.Range(0, count).Select(_ => Job())], Key(key, body), default);

    private static IdempotencyKey Key(string key, string body) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(key)), SHA256.HashData(Encoding.UTF8.GetBytes(body)), Window);

    private async Task<int> CountAsync() => (await Store.ListAsync(new JobSearch(), default)).Jobs.Count;
}
