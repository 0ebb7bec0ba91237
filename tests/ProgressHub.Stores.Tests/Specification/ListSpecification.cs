using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class ListSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    [Fact]
    public async Task PagesFollowEachOtherNewestFirst()
    {
        var ids = new List<JobId>();
        for (var i = 0; i < 25; i++)
        {
            ids.Add(await EnqueueAsync(Job()));
        }

        var seen = new List<JobId>();
        string? cursor = null;
        do
        {
            var page = await Store.ListAsync(new JobSearch { Limit = 10, Cursor = cursor }, default);
            seen.AddRange(page.Jobs.Select(j => j.Id));
            cursor = page.NextCursor;
            await EnqueueAsync(Job());
        }
        while (cursor is not null);

        ids.Reverse();
        seen.ShouldBe(ids);
    }

    [Fact]
    public async Task PagesFollowEachOtherOldestFirstAndWhatComesMeanwhileStandsAtTheEnd()
    {
        var ids = new List<JobId>();
        for (var i = 0; i < 25; i++)
        {
            ids.Add(await EnqueueAsync(Job(groups: i % 2 == 0 ? ["even"] : [])));
        }

        var search = new JobSearch { OldestFirst = true, Limit = 10 };
        var seen = new List<JobId>();
        do
        {
            var page = await Store.ListAsync(search, default);
            seen.AddRange(page.Jobs.Select(j => j.Id));
            search = search with { Cursor = page.NextCursor };
            if (ids.Count == 25)
            {
                ids.Add(await EnqueueAsync(Job()));
            }
        }
        while (search.Cursor is not null);

        seen.ShouldBe(ids);
        await ShouldFindAsync(new JobSearch { OldestFirst = true, Group = new GroupName("even"), Limit = 2 }, ids[0], ids[2]);
        await Store.CancelAsync(ids[3], default);
        await Store.CancelAsync(ids[1], default);
        await ShouldFindAsync(new JobSearch { OldestFirst = true, States = [JobState.Canceled] }, ids[1], ids[3]);
    }

    [Fact]
    public async Task AFullLastPageHasNoCursor()
    {
        await Store.EnqueueAsync([Job(), Job()], default);

        (await Store.ListAsync(new JobSearch { Limit = 2 }, default)).NextCursor.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("not a cursor")]
    [InlineData("AAAAAAAAAAAAAAAA")]
    [InlineData("'; DROP TABLE jobs; --")]
    public async Task AForeignCursorIsRefused(string cursor) =>
        await Should.ThrowAsync<FormatException>(async () => await Store.ListAsync(new JobSearch { Cursor = cursor }, default));

    [Fact]
    public async Task JobsAreFoundByGroupKindStateAndParent()
    {
        var plain = await EnqueueAsync(Job());
        var grouped = await EnqueueAsync(Job(groups: ["team:a", "team:b"]));
        var other = await EnqueueAsync(Job("other", groups: "team:b"));
        var child = Job("other");
        await EnqueueAsync(child with { Snapshot = child.Snapshot with { ParentId = other } });
        await Store.CancelAsync(plain, default);

        await ShouldFindAsync(new JobSearch { Group = new GroupName("team:b") }, other, grouped);
        await ShouldFindAsync(new JobSearch { Group = new GroupName("team:b"), Kinds = ["import"] }, grouped);
        await ShouldFindAsync(new JobSearch { Group = new GroupName("TEAM:B") });
        await ShouldFindAsync(new JobSearch { Kinds = ["other"] }, child.Snapshot.Id, other);
        await ShouldFindAsync(new JobSearch { Kinds = [] });
        await ShouldFindAsync(new JobSearch { States = [JobState.Canceled] }, plain);
        await ShouldFindAsync(new JobSearch { States = [JobState.Canceled, JobState.Queued], Kinds = ["import"] }, grouped, plain);
        await ShouldFindAsync(new JobSearch { Parent = other }, child.Snapshot.Id);
    }

    [Fact]
    public async Task JobsAreFoundByTime()
    {
        var old = await EnqueueAsync(Job());
        Time.Advance(TimeSpan.FromMinutes(1));
        var middle = Time.GetUtcNow();
        var exact = await EnqueueAsync(Job());
        Time.Advance(TimeSpan.FromMinutes(1));
        var young = await EnqueueAsync(Job());

        await ShouldFindAsync(new JobSearch { CreatedAfter = middle }, young);
        await ShouldFindAsync(new JobSearch { CreatedBefore = middle }, old);
        await ShouldFindAsync(new JobSearch { CreatedAfter = middle.AddSeconds(-1), CreatedBefore = middle.AddSeconds(1) }, exact);
    }

    [Fact]
    public async Task TextIsFoundWhateverItsCase()
    {
        var running = await StartAsync(Job("import-csv"));
        await WriteAsync(running with { Version = running.Version + 1, Progress = new JobProgress { Message = "Liest \"Größe\".csv 100%" } });
        var failed = await StartAsync(Job("checksum"));
        await WriteAsync(Ended(failed, JobState.Failed) with { Error = new JobError("System.IO.IOException", "No space_left") });

        await ShouldFindAsync(new JobSearch { Text = "größE\".CSV" }, running.Id);
        await ShouldFindAsync(new JobSearch { Text = "100%" }, running.Id);
        await ShouldFindAsync(new JobSearch { Text = "IMPORT-" }, running.Id);
        await ShouldFindAsync(new JobSearch { Text = "space_" }, failed.Id);
        await ShouldFindAsync(new JobSearch { Text = "ioexception" }, failed.Id);
        await ShouldFindAsync(new JobSearch { Text = failed.Id.ToString().ToUpperInvariant() }, failed.Id);
        await ShouldFindAsync(new JobSearch { Text = "%" }, running.Id);
        await ShouldFindAsync(new JobSearch { Text = "' OR 1=1 --" });
    }

    [Fact]
    public async Task AGroupTellsWhatEachJobAdds()
    {
        var running = await StartAsync(Job(groups: ["g"]));
        await EnqueueAsync(Job(groups: ["other"]));
        var stored = await WriteAsync(running with
        {
            Version = running.Version + 1,
            Progress = new JobProgress { Fraction = 0.5, Done = 5, Total = 10, Unit = "rows" },
        });

        var member = (await Store.ReadGroupAsync(new GroupName("g"), default)).ShouldHaveSingleItem();

        member.ShouldBe(new GroupMember(running.Id, stored!.Version, JobState.Running, 0.5, 5, 10, "rows"));
        (await Store.ReadGroupAsync(new GroupName("none"), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task GroupsAreListedByName()
    {
        await EnqueueAsync(Job(groups: ["b", "c"]));
        await EnqueueAsync(Job(groups: ["a", "b"]));

        (await Store.ListGroupsAsync(10, default)).Select(g => g.Value).ShouldBe(["a", "b", "c"]);
        (await Store.ListGroupsAsync(2, default)).Select(g => g.Value).ShouldBe(["a", "b"]);
    }

    private async Task ShouldFindAsync(JobSearch search, params JobId[] ids) =>
        (await Store.ListAsync(search, default)).Jobs.Select(j => j.Id).ShouldBe(ids);
}
