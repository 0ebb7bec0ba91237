using ProgressHub.Storage;

namespace ProgressHub.EndToEnd.Tests.Api;

/// <summary>Recurring jobs in the app's code, over several starts on one store.</summary>
public sealed class RecurringCodeTests : IAsyncLifetime
{
    private const string Never = "0 0 0 1 1 ? 2090";

    private static readonly JobKind<CountArgs> Count = new("count");

    private readonly MemoryJobStore _store = new(TimeProvider.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task ADefinitionIsStoredAtTheStartAndItsJobsRun()
    {
        await using var host = await StartAsync(hub => hub.AddRecurring("often", "* * * * * ?", Count, new(2), o =>
        {
            (o.TimeZone, o.Missed, o.Priority, o.MaxAttempts) = ("Europe/Berlin", MissedRuns.Skip, 3, 4);
            o.Groups = [new("user:1")];
        }));

        var often = await FindAsync("often", recurrence => recurrence.LastJobId is not null);

        (often.Kind, often.TimeZone, often.Missed, often.Priority, often.MaxAttempts, often.Source)
            .ShouldBe(("count", "Europe/Berlin", MissedRuns.Skip, 3, 4, RecurrenceSource.Code));
        var job = await host.UntilFinalAsync(often.LastJobId!.Value);
        (job.State, job.Recurring, job.Priority, job.Progress?.Done).ShouldBe((JobState.Succeeded, "often", 3, 2));
    }

    [Fact]
    public async Task AChangedDefinitionReplacesTheStoredOneAndAPauseStays()
    {
        await using (var first = await StartAsync(hub => hub.AddRecurring("nightly", Never, Count, new(1))))
        {
            await FindAsync("nightly");
            using var paused = await first.PostAsync("api/recurring/nightly/pause");
            paused.ShouldBe(System.Net.HttpStatusCode.OK);
        }

        await using var second = await StartAsync(hub => hub.AddRecurring("nightly", Never, Count, new(2)));

        var nightly = await FindAsync("nightly", recurrence => recurrence.Args.GetProperty("to").GetInt32() == 2);
        (nightly.Paused, nightly.NextAt).ShouldBe((true, null));
    }

    [Fact]
    public async Task WhatVanishedFromTheCodeIsRemovedAndWhatCameFromTheApiStays()
    {
        await using (var first = await StartAsync(hub => hub.AddRecurring("old", Never, Count, new(1)).AddRecurring("kept", Never, Count, new(1))))
        {
            await FindAsync("kept");
            using var content = new StringContent($$$"""{"cron":"{{{Never}}}","kind":"count","args":{"to":1}}""", null, "application/json");
            using var put = await first.Http.PutAsync("api/recurring/theirs", content);
            put.ShouldBe(System.Net.HttpStatusCode.Created);
        }

        await using var second = await StartAsync(hub => hub.AddRecurring("kept", Never, Count, new(1)));

        await Eventually.TrueAsync(async () => await _store.FindRecurringAsync("old", default) is null);
        (await _store.ListRecurringAsync(default)).Select(stored => stored.Recurrence.Name).ShouldBe(["kept", "theirs"]);
    }

    [Fact]
    public async Task AWrongExpressionStopsTheStart() =>
        (await Should.ThrowAsync<JobRefusedException>(() => StartAsync(hub => hub.AddRecurring("nightly", "0 0 3 ? * 2", Count, new(1))))).Message.ShouldContain("MON or TUE");

    [Fact]
    public async Task AnUnknownKindStopsTheStart() =>
        (await Should.ThrowAsync<JobRefusedException>(() => StartAsync(hub => hub.AddRecurring("nightly", Never, new JobKind<CountArgs>("cuont"), new(1))))).Message.ShouldContain("count");

    [Fact]
    public async Task ANameThatIsUsedTwiceStopsTheStart() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => StartAsync(hub => hub.AddRecurring("a", Never, Count, new(1)).AddRecurring("a", Never, Count, new(2))))).Message.ShouldContain("'a' is added twice");

    private Task<TestHost> StartAsync(Action<IProgressHubBuilder> recurring) => TestHost.StartAsync(hub => recurring(hub.AddCount()), store: _store);

    private async Task<Recurrence> FindAsync(string name, Func<Recurrence, bool>? condition = null)
    {
        StoredRecurrence? found = null;
        await Eventually.TrueAsync(async () => (found = await _store.FindRecurringAsync(name, default)) is not null && (condition?.Invoke(found.Recurrence) ?? true));
        return found!.Recurrence;
    }
}
