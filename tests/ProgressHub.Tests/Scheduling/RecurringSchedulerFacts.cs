using ProgressHub.Storage;
using ProgressHub.TestKit;

namespace ProgressHub.Tests.Scheduling;

public sealed class RecurringSchedulerFacts : IAsyncLifetime
{
    private static readonly JobKind<OneProcess.WorkArgs> Work = new("work");

    private readonly ManualTime _time = new();
    private readonly MemoryJobStore _memory;
    private readonly StoreBetween _store;

    public RecurringSchedulerFacts()
    {
        _memory = new MemoryJobStore(_time);
        _store = new StoreBetween(_memory);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _memory.DisposeAsync();

    [Fact]
    public async Task ItSleepsUntilAnOccurrenceIsDueAndWakesWhenADefinitionChanges()
    {
        await using var process = new OneProcess(_store, _time);
        await process.Scheduler.StartAsync(default);
        await SleepsUntilAsync(_time.GetUtcNow().AddSeconds(3));

        await process.PutAsync("*/2 * * * * ?");
        var dueAt = _time.GetUtcNow().AddSeconds(2);
        await SleepsUntilAsync(dueAt);
        _time.Advance(TimeSpan.FromSeconds(2));

        await Eventually.TrueAsync(async () => (await JobsAsync()).Count == 1);
        (await JobsAsync())[0].CreatedAt.ShouldBe(dueAt);
        await SleepsUntilAsync(dueAt.AddSeconds(2));
    }

    [Fact]
    public async Task ItFindsWhatOthersHaveChanged()
    {
        await using var process = new OneProcess(_store, _time);
        await using var other = new OneProcess(_store, _time);
        await process.Scheduler.StartAsync(default);
        await SleepsUntilAsync(_time.GetUtcNow().AddSeconds(3));

        await other.PutAsync("*/2 * * * * ?");
        _time.Advance(TimeSpan.FromSeconds(3));

        await Eventually.TrueAsync(async () => (await JobsAsync()).Count == 1);
    }

    [Fact]
    public async Task AStoreThatIsAwayAtTheStartDelaysTheDefinitionsOfTheCode()
    {
        _store.BeforeRecurring = static _ => throw new StoreUnavailableException("The disk is full.");
        await using var process = new OneProcess(_store, _time, hub => hub.AddRecurring("nightly", "0 3 * * *", Work, new()));
        await process.Scheduler.StartAsync(default);
        await SleepsUntilAsync(_time.GetUtcNow().AddSeconds(1));
        (await _memory.ListRecurringAsync(default)).ShouldBeEmpty();

        _store.BeforeRecurring = static _ => Task.CompletedTask;
        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(async () => (await _memory.ListRecurringAsync(default)).Count == 1);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task OneRecurringJobTooManyIsRefused()
    {
        await using var process = new OneProcess(_store, _time);
        await process.PutAsync("0 3 * * *");
        var tick = (await _memory.FindRecurringAsync("tick", default)).ShouldNotBeNull().Recurrence;
        for (var n = 1; n < 1_000; n++)
        {
            await _memory.PutRecurringAsync(tick with { Name = $"r{n}" }, null, default);
        }

        await process.PutAsync("0 4 * * *");
        var refusal = await Should.ThrowAsync<JobRefusedException>(() => process.Recurring.PutAsync(new("more", "0 3 * * *", "UTC", "work", new OneProcess.WorkArgs(), RecurrenceSource.Api), default));

        (refusal.Code, refusal.Member).ShouldBe(("invalid-request", "name"));
        refusal.Message.ShouldContain("1000");
    }

    private Task SleepsUntilAsync(DateTimeOffset moment) => Eventually.TrueAsync(() => _time.HasTimerAt(moment));

    private async Task<IReadOnlyList<JobSnapshot>> JobsAsync() => (await _store.ListAsync(new JobSearch(), default)).Jobs;
}
