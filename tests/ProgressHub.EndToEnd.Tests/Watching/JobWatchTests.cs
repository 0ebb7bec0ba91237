using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using ProgressHub.Publishing;

namespace ProgressHub.EndToEnd.Tests.Watching;

public sealed class JobWatchTests : IAsyncLifetime
{
    private const string Unknown = "019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11";

    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(
        hub =>
        {
            hub.AddCount().AddNothing();
            _holds.AddTo(hub);
        },
        options => options.Jobs.Concurrency = 32);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    [Trait("Invariant", "6 Conflation drops nothing that matters")]
    public async Task AWatcherIsToldReportsAndTheFinalSnapshot()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        var id = await HeldAsync();
        var answer = await client.WatchAsync(new JobWatch(id.ToString()));

        answer.Store.ShouldNotBeNullOrEmpty();
        answer.Jobs.ShouldHaveSingleItem().State.ShouldBe(JobState.Running);
        (await _holds.RunningAsync(id)).Progress.Report("news");
        await client.UntilToldAsync(job => job.Progress?.Message == "news");
        _holds.LetGo(id);
        await client.UntilToldAsync(job => job.State is JobState.Succeeded && job.Progress is { Fraction: 1, Done: 2 });
    }

    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task AVersionThatIsKnownIsNotToldAgainAndAnOlderOneIs()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        var id = await HeldAsync();
        var known = (await client.WatchAsync(new JobWatch(id.ToString()))).Jobs.Single().Version;

        (await client.WatchAsync(new JobWatch(id.ToString(), known))).Jobs.ShouldBeEmpty();
        (await client.WatchAsync(new JobWatch(id.ToString(), known - 1))).Jobs.ShouldHaveSingleItem().Version.ShouldBe(known);
    }

    [Fact]
    public async Task AWrongItemIsRefusedByItselfAndTheGoodOnesAreWatched()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        var id = await HeldAsync();

        var answer = await client.WatchAsync(new WatchRequest
        {
            Jobs = [new("x"), new(id.ToString()), new(Unknown), new(null!)],
            Groups = [new("a b"), new("g:1"), new(null!)],
        });

        answer.Jobs.ShouldHaveSingleItem().Id.ShouldBe(id);
        answer.Groups.ShouldHaveSingleItem().Summary.Name.ShouldBe(new GroupName("g:1"));
        answer.Refused.Select(refused => (refused.Id ?? refused.Group, refused.Code)).ShouldBe(
            [("x", "invalid-id"), (Unknown, "job-not-found"), (null, "invalid-id"), ("a b", "invalid-group"), (null, "invalid-group")], ignoreOrder: true);
        answer.Refused.ShouldAllBe(refused => refused.Detail.Length > 0);
        (await _holds.RunningAsync(id)).Progress.Report("still told");
        await client.UntilToldAsync(job => job.Progress?.Message == "still told");
    }

    [Theory]
    [InlineData("""{"jobs":[null]}""")]
    [InlineData("""{"groups":[null]}""")]
    [InlineData("null")]
    public async Task ACallThatIsNoneIsRefusedWithACode(string request)
    {
        await using var raw = await RawHub.ConnectAsync(_host.Address);
        await raw.SendAsync($$"""{"type":1,"invocationId":"1","target":"Watch","arguments":[{{request}}]}""");

        var completion = await raw.NextAsync();

        completion.ShouldNotBeNull().GetProperty("error").GetString()!.ShouldContain("HubException: invalid-request: ");
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public async Task MoreThanAHundredWatchesAreRefusedAndAHundredAreNot()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        var groups = Enumerable.Range(1, 101).Select(n => new GroupWatch($"g:{n}", GroupMode.Summary)).ToList();

        (await Should.ThrowAsync<HubException>(client.WatchAsync(new WatchRequest { Groups = groups }))).Message.ShouldContain("HubException: limit-watches: ");
        (await client.WatchAsync(new WatchRequest { Groups = groups[..100] })).Groups.Count.ShouldBe(100);
        (await Should.ThrowAsync<HubException>(client.WatchAsync(groups[100]))).Message.ShouldContain("HubException: limit-watches: ");
        await client.UnwatchAsync(new UnwatchRequest { Groups = ["g:1"] });
        (await client.WatchAsync(groups[100])).Groups.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task WhatIsWatchedAlreadyIsNotCountedTwice()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        var request = new WatchRequest { Groups = [.. Enumerable.Range(1, 90).Select(n => new GroupWatch($"g:{n}"))] };
        await client.WatchAsync(request);

        // After a resync or a doubt a client asks for all it watches again.
        (await client.WatchAsync(request)).Groups.Count.ShouldBe(90);
        (await client.WatchAsync(new WatchRequest { Groups = [.. Enumerable.Range(91, 10).Select(n => new GroupWatch($"g:{n}"))] })).Groups.Count.ShouldBe(10);
    }

    [Fact]
    public async Task WatchingAndLeavingInALoopIsSlowedDownAndTheConnectionLives()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        var id = await HeldAsync();
        HubException? refusal = null;
        for (var call = 0; call < 500 && refusal is null; call++)
        {
            try
            {
                await client.WatchAsync(new JobWatch(id.ToString()));
                await client.UnwatchAsync(new UnwatchRequest { Jobs = [id.ToString()] });
            }
            catch (HubException e)
            {
                refusal = e;
            }
        }

        refusal.ShouldNotBeNull().Message.ShouldContain("HubException: rate-limited: ");
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                return (await client.WatchAsync(new JobWatch(id.ToString()))).Jobs.Count == 1;
            }
            catch (HubException e) when (e.Message.Contains("rate-limited"))
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task TheRemovalOfAJobEndsItsWatchesOnEveryWay()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        var id = await _host.SubmitAsync("nothing");
        var final = await _host.UntilFinalAsync(id);
        await client.WatchAsync(new JobWatch(id.ToString()));
        var waiting = _host.Http.GetAsync($"api/jobs/{id}?after={final.Version}&wait=60");
        using var events = await _host.Http.GetAsync($"api/jobs/{id}/events", HttpCompletionOption.ResponseHeadersRead);
        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<Http.PollWaiters>().Count == 1);

        using var removed = await _host.Http.DeleteAsync($"api/jobs/{id}");

        await Eventually.TrueAsync(() => !client.Ended.IsEmpty);
        var ended = client.Ended.Single();
        ended.Jobs.ShouldBe([id]);
        ended.Reason.ShouldBe("removed");
        using var polled = await waiting.Within();
        ((int)polled.StatusCode).ShouldBe(404);
        await events.Content.ReadAsStringAsync().Within();
        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<AudienceTable>().Find(AudienceNames.OfJob(id)) is null);
    }

    [Fact]
    public async Task AJobThatIsLeftIsToldNoMore()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        var (left, kept) = (await HeldAsync(), await HeldAsync());
        await client.WatchAsync(new JobWatch(left.ToString()), new JobWatch(kept.ToString()));
        await client.UnwatchAsync(new UnwatchRequest { Jobs = [left.ToString(), Unknown, "x"] });

        (await _holds.RunningAsync(left)).Progress.Report("unheard");
        _holds.LetGo(left);
        await _host.UntilFinalAsync(left);
        _holds.LetGo(kept);

        await client.UntilToldAsync(job => job.Id == kept && job.IsFinal());
        client.Jobs.ShouldAllBe(job => job.Id == kept || job.Progress!.Message != "unheard");
    }

    [Fact]
    public async Task AClientThatGoesIsForgotten()
    {
        var audiences = _host.Services.GetRequiredService<AudienceTable>();
        var id = await HeldAsync();
        var client = await HubClient.ConnectAsync(_host);
        await using (client)
        {
            await client.WatchAsync(new WatchRequest { Jobs = [new(id.ToString())], Groups = [new("g:1"), new("all")] });
            audiences.Count.ShouldBe(5);
        }

        await Eventually.TrueAsync(() => audiences.IsEmpty);
    }

    [Fact]
    public async Task ACancelOverTheHubStopsTheJob()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        var id = await HeldAsync();
        await client.WatchAsync(new JobWatch(id.ToString()));

        var job = await client.Connection.InvokeAsync<JobSnapshot>(nameof(IJobHub.Cancel), new CancelRequest(id.ToString()));

        job.CancelRequested.ShouldBe(true);
        await client.UntilToldAsync(told => told.State is JobState.Canceled);
        var unknown = await Should.ThrowAsync<HubException>(client.Connection.InvokeAsync<JobSnapshot>(nameof(IJobHub.Cancel), new CancelRequest(Unknown)));
        unknown.Message.ShouldContain("HubException: job-not-found: ");
    }

    [Fact]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task NothingIsPushedThatAPollWouldNotAnswer()
    {
        await using var client = await HubClient.ConnectAsync(_host);
        var ids = new List<JobId>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await _host.SubmitAsync("count", new { to = 30, stepMs = 20 }));
        }

        await client.WatchAsync([.. ids.Select(id => new JobWatch(id.ToString()))]);
        var over = 0;
        while (over < ids.Count)
        {
            await Eventually.TrueAsync(() => !client.Jobs.IsEmpty);
            client.Jobs.TryDequeue(out var told);
            (await _host.ReadAsync(told!.Id)).Version.ShouldBeGreaterThanOrEqualTo(told.Version);
            over += told.IsFinal() ? 1 : 0;
        }
    }

    private async Task<JobId> HeldAsync()
    {
        var id = await _host.SubmitAsync("hold");
        await _holds.RunningAsync(id);
        return id;
    }
}
