using System.Text.Json;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class RecurringSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    [Fact]
    public async Task ARecurringJobIsFoundAsItWas()
    {
        var nightly = Recurring("nightly") with
        {
            Args = JsonElement.Parse("""{"path":"night.csv","deep":[1,null]}"""),
            Missed = MissedRuns.Skip,
            Groups = [new("user:1"), new("team.a")],
            Priority = -3,
            MaxAttempts = 7,
            LastAt = Time.GetUtcNow(),
            LastJobId = JobId.New(Time.GetUtcNow()),
            RecentJobIds = [JobId.New(Time.GetUtcNow()), JobId.New(Time.GetUtcNow())],
            Source = RecurrenceSource.Api,
        };

        (await Store.PutRecurringAsync(nightly, null, default)).ShouldBe(RecurrenceOutcome.Stored);

        Json((await FindAsync("nightly")).Recurrence).ShouldBe(Json(nightly));
        (await Store.FindRecurringAsync("Nightly", default)).ShouldBeNull();
    }

    [Fact]
    public async Task RecurringJobsAreListedByName()
    {
        foreach (var name in (string[])["b", "a:2", "a", "C"])
        {
            await Store.PutRecurringAsync(Recurring(name), null, default);
        }

        (await Store.ListRecurringAsync(default)).Select(r => r.Recurrence.Name).ShouldBe(["C", "a", "a:2", "b"]);
    }

    [Fact]
    public async Task AChangeIsStoredOnlyOverWhatItsCallerHasRead()
    {
        await Store.PutRecurringAsync(Recurring("nightly"), null, default);
        var first = await FindAsync("nightly");

        (await Store.PutRecurringAsync(first.Recurrence with { Priority = 1 }, null, default)).ShouldBe(RecurrenceOutcome.Stale);
        (await Store.PutRecurringAsync(first.Recurrence with { Priority = 2 }, first.Stamp, default)).ShouldBe(RecurrenceOutcome.Stored);
        (await Store.PutRecurringAsync(first.Recurrence with { Priority = 3 }, first.Stamp, default)).ShouldBe(RecurrenceOutcome.Stale);
        (await Store.RemoveRecurringAsync("nightly", first.Stamp, default)).ShouldBe(RecurrenceOutcome.Stale);

        var second = await FindAsync("nightly");
        second.Recurrence.Priority.ShouldBe(2);
        second.Stamp.ShouldNotBe(first.Stamp);
        (await Store.RemoveRecurringAsync("nightly", second.Stamp, default)).ShouldBe(RecurrenceOutcome.Stored);
        (await Store.ListRecurringAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task OneThatWasRemovedAndPutAgainIsAnotherOne()
    {
        await Store.PutRecurringAsync(Recurring("nightly"), null, default);
        var before = await FindAsync("nightly");
        await Store.RemoveRecurringAsync("nightly", before.Stamp, default);
        await Store.PutRecurringAsync(Recurring("nightly"), null, default);

        (await Store.FireRecurringAsync(before.Recurrence, before.Stamp, Job(), default)).ShouldBe(RecurrenceOutcome.Stale);
    }

    [Fact]
    public async Task AFiringStoresTheJobAndTheNextTimeTogether()
    {
        await Store.PutRecurringAsync(Recurring("nightly"), null, default);
        var (nightly, stamp) = await FindAsync("nightly");
        var job = Job(args: """{"path":"night.csv"}""", groups: "user:1");
        job = job with { Snapshot = job.Snapshot with { Recurring = "nightly" } };
        var next = nightly with { NextAt = nightly.NextAt!.Value.AddDays(1), LastAt = Time.GetUtcNow(), LastJobId = job.Snapshot.Id };

        (await Store.FireRecurringAsync(next, stamp, job, default)).ShouldBe(RecurrenceOutcome.Stored);

        Json((await FindAsync("nightly")).Recurrence).ShouldBe(Json(next));
        (await ReadAsync(job.Snapshot.Id)).Recurring.ShouldBe("nightly");
        (await Store.ReadGroupAsync(new GroupName("user:1"), default)).ShouldHaveSingleItem().Id.ShouldBe(job.Snapshot.Id);
        (await ClaimOneAsync()).Id.ShouldBe(job.Snapshot.Id);
    }

    [Fact]
    public async Task AFiringWakesAWaitingClaim()
    {
        await Store.PutRecurringAsync(Recurring("nightly"), null, default);
        var (nightly, stamp) = await FindAsync("nightly");
        var claim = Store.ClaimAsync(Request(1, TimeSpan.FromHours(1)), default);

        await Store.FireRecurringAsync(nightly, stamp, Job(), default);

        (await claim.WaitAsync(Deadline)).Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AFiringThatComesLateLeavesNoJob()
    {
        await Store.PutRecurringAsync(Recurring("nightly"), null, default);
        var (nightly, stamp) = await FindAsync("nightly");
        await Store.PutRecurringAsync(nightly with { Paused = true }, stamp, default);
        var job = Job();

        (await Store.FireRecurringAsync(nightly, stamp, job, default)).ShouldBe(RecurrenceOutcome.Stale);

        (await Store.FindAsync([job.Snapshot.Id], default)).ShouldBeEmpty();
        (await FindAsync("nightly")).Recurrence.Paused.ShouldBeTrue();
    }

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task OfAllWhoFireOneOccurrenceOneDoes()
    {
        await Store.PutRecurringAsync(Recurring("nightly"), null, default);
        var (nightly, stamp) = await FindAsync("nightly");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Store.FireRecurringAsync(nightly, stamp, Job(), default)))).WaitAsync(Deadline);

        outcomes.Count(outcome => outcome == RecurrenceOutcome.Stored).ShouldBe(1);
        (await Store.ListAsync(new JobSearch(), default)).Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task AThousandRecurringJobsAreTakenAndOneMoreIsNot()
    {
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(n => Store.PutRecurringAsync(Recurring($"r{n}"), null, default)));

        (await Store.PutRecurringAsync(Recurring("more"), null, default)).ShouldBe(RecurrenceOutcome.Full);
        var (known, stamp) = await FindAsync("r7");
        (await Store.PutRecurringAsync(known with { Priority = 1 }, stamp, default)).ShouldBe(RecurrenceOutcome.Stored);
        (await Store.ListRecurringAsync(default)).Count.ShouldBe(1_000);
    }

    private Recurrence Recurring(string name) => new()
    {
        Name = name,
        Cron = "0 3 * * *",
        TimeZone = "Europe/Berlin",
        Kind = "import",
        Args = JsonElement.Parse("{}"),
        NextAt = Time.GetUtcNow().AddHours(1),
    };

    private async Task<StoredRecurrence> FindAsync(string name) => (await Store.FindRecurringAsync(name, default)).ShouldNotBeNull();

    private static string Json(Recurrence recurrence) => JsonSerializer.Serialize(recurrence, ProtocolJson.TypeOf<Recurrence>());
}
