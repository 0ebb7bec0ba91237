using ProgressHub.Storage;
using ProgressHub.TestKit;

namespace ProgressHub.Tests.Scheduling;

public sealed class OccurrenceFacts : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly MemoryJobStore _memory;
    private readonly StoreBetween _store;
    private readonly OneProcess _process;

    public OccurrenceFacts()
    {
        _memory = new MemoryJobStore(_time);
        _store = new StoreBetween(_memory);
        _process = new OneProcess(_store, _time);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _process.DisposeAsync();
        await _memory.DisposeAsync();
    }

    [Fact]
    public async Task NothingComesBeforeItsTimeAndEachOccurrenceOnce()
    {
        await _process.PutAsync("*/5 * * * *");

        for (var minute = 1; minute <= 60; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await _process.WakeAsync(_time);
            (await CountAsync()).ShouldBe(minute / 5);
        }
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task TheNewestTwentyJobsAreRememberedTheNewestFirst()
    {
        await _process.PutAsync("*/5 * * * *");

        for (var fired = 1; fired <= 25; fired++)
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            await _process.WakeAsync(_time);
        }

        var recurrence = (await _memory.ListRecurringAsync(default)).ShouldHaveSingleItem().Recurrence;
        var jobs = (await _memory.ListAsync(new JobSearch { Limit = 100 }, default)).Jobs;
        jobs.Count.ShouldBe(25);
        recurrence.RecentJobIds.ShouldBe(jobs.Take(20).Select(job => job.Id));
        recurrence.LastJobId.ShouldBe(jobs[0].Id);
    }

    [Fact]
    public async Task TheNextTimeIsAnswered()
    {
        await _process.PutAsync("*/5 * * * *");

        (await _process.Occurrences.EnqueueDueAsync(default)).ShouldBe(_time.GetUtcNow().AddMinutes(5));
    }

    [Fact]
    public async Task ASlowTimerLosesNoOccurrence()
    {
        await _process.PutAsync("* * * * * ?");

        _time.Advance(TimeSpan.FromSeconds(45));
        await _process.WakeAsync(_time);

        (await CountAsync()).ShouldBe(45);
    }

    [Theory]
    [InlineData(MissedRuns.RunOnce, 1)]
    [InlineData(MissedRuns.Skip, 0)]
    public async Task WhatWasMissedFollowsThePolicyAndThenItGoesOn(MissedRuns missed, int madeUpFor)
    {
        await _process.PutAsync("*/5 * * * *", missed);

        _time.Advance(TimeSpan.FromMinutes(62));
        await _process.WakeAsync(_time);
        (await CountAsync()).ShouldBe(madeUpFor);

        _time.Advance(TimeSpan.FromMinutes(3));
        await _process.WakeAsync(_time);
        (await CountAsync()).ShouldBe(madeUpFor + 1);
    }

    [Fact]
    public async Task TheSameDefinitionPutAgainKeepsWhatWasMissed()
    {
        await _process.PutAsync("0 * * * *");
        _time.Advance(TimeSpan.FromHours(5.5));

        await using var restarted = new OneProcess(_store, _time);
        await restarted.PutAsync("0 * * * *");
        await restarted.WakeAsync(_time);

        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task AnotherScheduleBeginsNow()
    {
        await _process.PutAsync("0 * * * *");
        _time.Advance(TimeSpan.FromHours(5.5));

        await _process.PutAsync("15 * * * *");
        await _process.WakeAsync(_time);

        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task APauseIsNotMadeUpFor()
    {
        await _process.PutAsync("0 * * * *");
        await _process.Recurring.PauseAsync("tick", default);
        _time.Advance(TimeSpan.FromHours(5.5));
        await _process.WakeAsync(_time);
        await _process.Recurring.ResumeAsync("tick", default);
        await _process.WakeAsync(_time);

        (await CountAsync()).ShouldBe(0);
        _time.Advance(TimeSpan.FromMinutes(30));
        await _process.WakeAsync(_time);
        (await CountAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData(MissedRuns.RunOnce, 2)]
    [InlineData(MissedRuns.Skip, 1)]
    public async Task AClockThatJumpsAnHourAheadMakesUpForTheHourByThePolicy(MissedRuns missed, int expected)
    {
        await _process.PutAsync("*/10 * * * *", missed);
        await AdvanceAsync(TimeSpan.FromMinutes(10));

        _time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(5));
        await _process.WakeAsync(_time);

        (await CountAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task AClockThatJumpsAnHourBackRepeatsNoOccurrence()
    {
        await _process.PutAsync("*/10 * * * *");
        await AdvanceAsync(TimeSpan.FromHours(1));
        (await CountAsync()).ShouldBe(6);

        _time.Advance(TimeSpan.FromHours(-1));
        await AdvanceAsync(TimeSpan.FromHours(1));
        (await CountAsync()).ShouldBe(6);

        await AdvanceAsync(TimeSpan.FromHours(1));
        (await CountAsync()).ShouldBe(12);
    }

    [Fact]
    public async Task AStoreThatIsAwayDelaysAndNeitherLosesNorDoubles()
    {
        await _process.PutAsync("*/10 * * * * ?");
        _store.BeforeRecurring = static _ => throw new StoreUnavailableException("The disk is full.");
        _time.Advance(TimeSpan.FromSeconds(30));
        await Should.ThrowAsync<StoreUnavailableException>(() => _process.WakeAsync(_time));
        (await CountAsync()).ShouldBe(0);

        _store.BeforeRecurring = static _ => Task.CompletedTask;
        await _process.WakeAsync(_time);

        (await CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task AChangeWhileItFiresWins()
    {
        await _process.PutAsync("0 * * * *");
        _store.BeforeRecurring = async _ =>
        {
            _store.BeforeRecurring = static _ => Task.CompletedTask;
            await _process.Recurring.PauseAsync("tick", default);
        };

        await AdvanceAsync(TimeSpan.FromHours(3));

        (await CountAsync()).ShouldBe(0);
        (await _process.Recurring.FindAsync("tick", default)).ShouldNotBeNull().Paused.ShouldBeTrue();
    }

    /// <summary>Minute by minute, as a process lives that never sleeps.</summary>
    private async Task AdvanceAsync(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(1))
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await _process.WakeAsync(_time);
        }
    }

    private async Task<int> CountAsync() => (await _store.ListAsync(new JobSearch { Limit = 500 }, default)).Jobs.Count(job => job.Recurring == "tick");
}
