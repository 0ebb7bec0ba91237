using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class EnqueueSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    [Fact]
    public void AStoreHasAnIdentity() => Identity.ShouldNotBeNullOrWhiteSpace();

    [Fact]
    public async Task AStoredJobIsFoundAsItWas()
    {
        var (parent, before) = (await EnqueueAsync(Job()), await EnqueueAsync(Job()));
        var job = Job(groups: ["user:1", "Tenant.x_y-z"], delay: TimeSpan.FromMinutes(1));
        var snapshot = job.Snapshot with
        {
            Priority = -3,
            ParentId = parent,
            WaitsFor = [before],
            Children = new ChildCounts(5, 1, 2, 3),
            External = true,
            Public = true,
            Recurring = "nightly",
        };
        await EnqueueAsync(job with { Snapshot = snapshot });

        Json(await ReadAsync(snapshot.Id)).ShouldBe(Json(snapshot));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(64 * 1024)]
    public async Task ArgumentsOfAnySizeAreKept(int length)
    {
        var args = length == 0 ? "" : $"\"{new string('ü', (length - 2) / 2)}\"";
        var id = await EnqueueAsync(Job(args: args));

        Text(await Store.ReadArgsAsync(id, default)).ShouldBe(args);
        var claimed = (await Store.ClaimAsync(Request(), default)).Jobs.ShouldHaveSingleItem();
        Text(claimed.Args).ShouldBe(args);
    }

    [Fact]
    public async Task ACallStoresAllItsJobsOrNone()
    {
        var known = Job();
        await EnqueueAsync(known);
        var fresh = Job();

        await Should.ThrowAsync<ArgumentException>(async () => await Store.EnqueueAsync([fresh, known], default));

        (await Store.FindAsync([fresh.Snapshot.Id], default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ABadCallDoesNotHarmItsNeighbours()
    {
        var known = Job();
        await EnqueueAsync(known);

        var bad = Enumerable.Range(0, 20).Select(_ => Task.Run(() => Store.EnqueueAsync([known], default))).ToArray();
        var good = Enumerable.Range(0, 20).Select(_ => Task.Run(() => EnqueueAsync(Job()))).ToArray();

        var ids = await Task.WhenAll(good).WaitAsync(Deadline);
        (await Store.FindAsync(ids, default)).Count.ShouldBe(20);
        foreach (var task in bad)
        {
            await Should.ThrowAsync<ArgumentException>(async () => await task);
        }
    }

    [Fact]
    public async Task UnknownJobsAreNotFound()
    {
        var nobody = JobId.New(Time.GetUtcNow());

        (await Store.FindAsync([nobody], default)).ShouldBeEmpty();
        (await Store.ReadArgsAsync(nobody, default)).ShouldBeNull();
        (await Store.ReadResultAsync(nobody, default)).ShouldBeNull();
        (await Store.CancelAsync(nobody, default)).ShouldBeNull();
        (await Store.RetryAsync(nobody, default)).ShouldBeNull();
        (await Store.RemoveAsync(nobody, default)).ShouldBeNull();
    }

    [Fact]
    public async Task ManyCallersAtOnceAreAllStored()
    {
        var callers = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            var ids = new List<JobId>();
            for (var i = 0; i < 50; i++)
            {
                ids.Add(await EnqueueAsync(Job()));
            }

            return ids;
        }));

        var all = (await Task.WhenAll(callers).WaitAsync(Deadline)).SelectMany(ids => ids).ToArray();

        (await Store.FindAsync(all, default)).Count.ShouldBe(800);
    }

    [Fact]
    public async Task ACallThatIsCanceledBeforehandStoresNothing()
    {
        var job = Job();

        await Should.ThrowAsync<OperationCanceledException>(async () => await Store.EnqueueAsync([job], new CancellationToken(true)));

        (await Store.FindAsync([job.Snapshot.Id], default)).ShouldBeEmpty();
    }
}
