using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

public abstract class FamilySpecification(IStoreUnderTest source) : KinSpecification(source)
{
    [Fact]
    public async Task AParentWhoseCodeHasReturnedStaysRunningUntilAllItsChildrenAreFinal()
    {
        var waiting = await WaitingAsync(children: 2, result: "\"own\"");

        (waiting.State, waiting.FinalizedAt, waiting.Result).ShouldBe((JobState.Running, null, null));
        waiting.Children.ShouldBe(new ChildCounts(2, 0, 0, 0));
        waiting.Progress.ShouldBe(new JobProgress { Stage = "children", Done = 0, Total = 2, Unit = "jobs", Fraction = 0 });
        Json(await ReadAsync(waiting.Id)).ShouldBe(Json(waiting));

        await EndChildAsync();
        var halfway = await ReadAsync(waiting.Id);
        (halfway.State, halfway.Version, halfway.Progress!.Fraction).ShouldBe((JobState.Running, waiting.Version + 1, 0.5));
        halfway.Children.ShouldBe(new ChildCounts(2, 1, 0, 0));

        await EndChildAsync();
        var ended = await ReadAsync(waiting.Id);
        (ended.State, ended.Version, ended.FinalizedAt).ShouldBe((JobState.Succeeded, waiting.Version + 2, Time.GetUtcNow()));
        (ended.Progress!.Fraction, ended.Children).ShouldBe((1, new ChildCounts(2, 2, 0, 0)));
        ended.Result!.Value.GetRawText().ShouldBe("\"own\"");
        Text(await Store.ReadResultAsync(waiting.Id, default)).ShouldBe("\"own\"");
    }

    [Fact]
    public async Task ALargeResultOfAParentIsKeptUntilItSucceeds()
    {
        var result = $"\"{new string('r', 9000)}\"";
        var waiting = await WaitingAsync(children: 1, result);
        (await Store.ReadResultAsync(waiting.Id, default)).ShouldBeNull();

        await EndChildAsync();

        (await ReadAsync(waiting.Id)).ResultBytes.ShouldBe(9002);
        Text(await Store.ReadResultAsync(waiting.Id, default)).ShouldBe(result);
    }

    [Theory]
    [InlineData(JobState.Failed, false, JobState.Failed)]
    [InlineData(JobState.Canceled, false, JobState.Failed)]
    [InlineData(JobState.Failed, true, JobState.Succeeded)]
    [InlineData(JobState.Canceled, true, JobState.Succeeded)]
    public async Task AChildThatDoesNotSucceedFailsItsParentUnlessItIsToBeIgnored(JobState child, bool ignored, JobState parent)
    {
        var waiting = await WaitingAsync(children: 2, result: "1", ignored);
        await EndChildAsync(child);
        (await ReadAsync(waiting.Id)).State.ShouldBe(JobState.Running);
        await EndChildAsync();

        var ended = await ReadAsync(waiting.Id);

        ended.State.ShouldBe(parent);
        ended.Error?.Type.ShouldBe("children-failed");
        (ended.Error is null).ShouldBe(ignored);
        (ended.Result is not null).ShouldBe(ignored);
        ended.Children!.Succeeded.ShouldBe(1);
    }

    [Theory]
    [InlineData(JobState.Succeeded)]
    [InlineData(JobState.Failed)]
    public async Task ChildrenThatEndBeforeTheirParentsCodeReturnsAreCountedThen(JobState child)
    {
        var running = await StartAsync();
        await EnqueueChildrenAsync(running.Id, 1);
        await EndChildAsync(child);
        Json(await ReadAsync(running.Id)).ShouldBe(Json(running));

        var ended = (await WriteAsync(Ended(running), "1"))!;

        ended.State.ShouldBe(child);
        ended.Children!.Total.ShouldBe(1);
        ended.Error?.Message.ShouldContain("1 failed");
        Json(await ReadAsync(running.Id)).ShouldBe(Json(ended));
    }

    [Fact]
    public async Task AParentThatWaitsNeedsNoLeaseAndTakesNoWrites()
    {
        var waiting = await WaitingAsync(children: 1);
        Time.Advance(Lease * 3);

        (await Store.TendAsync(default)).ShouldBeEmpty();
        (await Store.RenewAsync(new("node-1", [new(waiting.Id, Epoch(waiting))], Lease), default)).Lost.ShouldBeEmpty();
        Time.Advance(Lease * 3);
        (await Store.TendAsync(default)).ShouldBeEmpty();
        (await WriteAsync(Ended(waiting, JobState.Failed))).ShouldBeNull();

        Json(await ReadAsync(waiting.Id)).ShouldBe(Json(waiting));
    }

    [Fact]
    public async Task WeightsMakeTheFraction()
    {
        var running = await StartAsync();
        await Store.EnqueueAsync([Child(running.Id, weight: 30), Child(running.Id, weight: 10)], default);
        await WriteAsync(Ended(running));

        await EndChildAsync();

        (await ReadAsync(running.Id)).Progress!.Fraction.ShouldBe(0.75);
    }

    [Fact]
    public async Task ManyChildrenThatEndTogetherMakeOneNewVersion()
    {
        var waiting = await WaitingAsync(children: 5);
        using var consequences = Consequences();
        var children = (await Store.ClaimAsync(Request(4, default, "part"), default)).Jobs;

        await Store.WriteAsync([.. children.Select(child => new AttemptWrite(Ended(child.Snapshot)))], default);

        var told = consequences.Of(waiting.Id).ShouldHaveSingleItem();
        (told.Version, told.Children).ShouldBe((waiting.Version + 1, new ChildCounts(5, 4, 0, 0)));
        Json(await ReadAsync(waiting.Id)).ShouldBe(Json(told));
    }

    [Fact]
    public async Task AChildThatIsRetriedIsTakenOutOfTheCountsWhileItsParentWaits()
    {
        var waiting = await WaitingAsync(children: 2);
        var failed = await EndChildAsync(JobState.Failed);
        (await ReadAsync(waiting.Id)).Children.ShouldBe(new ChildCounts(2, 0, 1, 0));

        await Store.RetryAsync(failed.Id, default);

        var parent = await ReadAsync(waiting.Id);
        (parent.Children, parent.Version).ShouldBe((new ChildCounts(2, 0, 0, 0), waiting.Version + 2));
        await EndChildAsync();
        await EndChildAsync();
        (await ReadAsync(waiting.Id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task AParentThatIsFinalStaysAsItIsWhateverItsChildrenDoLater()
    {
        var waiting = await WaitingAsync(children: 1);
        var child = await EndChildAsync(JobState.Failed);
        var ended = await ReadAsync(waiting.Id);
        ended.State.ShouldBe(JobState.Failed);

        await Store.RetryAsync(child.Id, default);
        await EndChildAsync();

        Json(await ReadAsync(waiting.Id)).ShouldBe(Json(ended));
    }

    [Fact]
    public async Task ARetriedParentStartsWithAnEmptyFamily()
    {
        var waiting = await WaitingAsync(children: 1);
        var old = await EndChildAsync(JobState.Failed);
        var retried = (await Store.RetryAsync(waiting.Id, default))!.Snapshot;
        (retried.Children, retried.Progress).ShouldBe((null, null));
        var running = await ClaimOneAsync();
        await EnqueueChildrenAsync(running.Id, 1);
        await Store.RetryAsync(old.Id, default);
        (await WriteAsync(Ended(running)))!.Children.ShouldBe(new ChildCounts(1, 0, 0, 0));

        (await EndChildAsync(JobState.Failed)).Id.ShouldBe(old.Id);
        (await ReadAsync(running.Id)).Children.ShouldBe(new ChildCounts(1, 0, 0, 0));
        await EndChildAsync();

        (await ReadAsync(running.Id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task AnAttemptThatFailsLeavesTheChildrenForTheNextOne()
    {
        var running = await StartAsync();
        await EnqueueChildrenAsync(running.Id, 2);
        await EndChildAsync();
        var back = await WriteAsync(Ended(running) with { State = JobState.Queued, FinalizedAt = null });
        back!.Children.ShouldBeNull();

        var again = (await WriteAsync(Ended(await ClaimOneAsync())))!;

        (again.State, again.Children).ShouldBe((JobState.Running, new ChildCounts(2, 1, 0, 0)));
    }

    [Fact]
    public async Task AFinalFailureOfTheParentsOwnCodeIsFinalAndItsChildrenGoOn()
    {
        var running = await StartAsync();
        var child = (await EnqueueChildrenAsync(running.Id, 1))[0];

        (await WriteAsync(Ended(running, JobState.Failed)))!.State.ShouldBe(JobState.Failed);

        (await ReadAsync(child)).State.ShouldBe(JobState.Queued);
        await EndChildAsync();
        (await ReadAsync(running.Id)).State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task AChildThatIsLostForGoodCountsAsFailed()
    {
        var waiting = await WaitingAsync(children: 0);
        waiting.State.ShouldBe(JobState.Succeeded);
        var running = await StartAsync();
        var child = Child(running.Id);
        await EnqueueAsync(child with { Snapshot = child.Snapshot with { MaxAttempts = 1 } });
        await WriteAsync(Ended(running));
        await ClaimOneAsync("part");

        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.TendAsync(default);

        (await ReadAsync(running.Id)).Error!.Type.ShouldBe("children-failed");
    }

    [Fact]
    public async Task AFamilyOfThreeGenerationsEndsFromBelow()
    {
        var root = await WaitingAsync(children: 1);
        var middle = await ClaimOneAsync("part");
        await EnqueueChildrenAsync(middle.Id, 1);
        (await WriteAsync(Ended(middle)))!.State.ShouldBe(JobState.Running);
        (await ReadAsync(root.Id)).State.ShouldBe(JobState.Running);
        using var consequences = Consequences();

        await EndChildAsync();

        consequences.Told.Select(job => (job.Id, job.State)).ShouldBe([(middle.Id, JobState.Succeeded), (root.Id, JobState.Succeeded)]);
        (await ReadAsync(root.Id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task ARemovedChildStaysCountedAndARemovedParentLeavesItsChildren()
    {
        var waiting = await WaitingAsync(children: 2);
        await Store.RemoveAsync((await EndChildAsync()).Id, default);
        await EndChildAsync(JobState.Failed);
        var parent = await ReadAsync(waiting.Id);
        parent.Children.ShouldBe(new ChildCounts(2, 1, 1, 0));

        (await Store.RemoveAsync(waiting.Id, default)).ShouldBe(true);

        var left = (await Store.ListAsync(new JobSearch { Parent = waiting.Id }, default)).Jobs.ShouldHaveSingleItem();
        await Store.RetryAsync(left.Id, default);
        (await EndChildAsync()).Id.ShouldBe(left.Id);
    }

    [Fact]
    public async Task AParentThatWaitsTakesMoreChildren()
    {
        var waiting = await WaitingAsync(children: 1);

        await EnqueueChildrenAsync(waiting.Id, 2);

        (await ReadAsync(waiting.Id)).Children.ShouldBe(new ChildCounts(3, 0, 0, 0));
    }

    [Fact]
    public async Task AParentThatIsFinalOrNotThereTakesNoChildren()
    {
        var ended = await WaitingAsync(children: 0);

        var final = await ShouldRefuseAsync(Job(), Child(ended.Id));
        (final.Code, final.Index, final.Member).ShouldBe(("job-final", 1, "parentId"));
        var unknown = await ShouldRefuseAsync(Child(JobId.New(Time.GetUtcNow())));
        (unknown.Code, unknown.Index, unknown.Member).ShouldBe(("job-not-found", 0, "parentId"));
    }

    [Fact]
    public async Task ATreeIsAtMostEightDeep()
    {
        var levels = new List<NewJob> { Job() };
        for (var depth = 2; depth <= 8; depth++)
        {
            levels.Add(Child(levels[^1].Snapshot.Id));
        }

        (await ShouldRefuseAsync([.. levels, Child(levels[^1].Snapshot.Id)])).Code.ShouldBe("invalid-request");
        await Store.EnqueueAsync(levels, default);
        (await ShouldRefuseAsync(Child(levels[^1].Snapshot.Id))).Member.ShouldBe("parentId");
    }

    [Fact]
    public async Task AJobHasAtMostSoManyChildren()
    {
        var parent = await EnqueueAsync(Job());
        var terms = new KinTerms { MaxSiblings = 2 };
        await EnqueueAsync(Child(parent) with { Kin = terms });

        (await ShouldRefuseAsync(Child(parent) with { Kin = terms }, Child(parent) with { Kin = terms })).Index.ShouldBe(1);

        await EnqueueAsync(Child(parent) with { Kin = terms });
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task AnAttemptThatLostItsJobAddsNoChildrenToIt()
    {
        var running = await StartAsync();
        var child = Child(running.Id) with { Kin = new KinTerms { ParentEpoch = Epoch(running) } };
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.TendAsync(default);

        (await ShouldRefuseAsync(child)).Code.ShouldBe("stale-attempt");
    }
}
