using Microsoft.Extensions.Logging;
using ProgressHub.EndToEnd.Tests.Watching;

namespace ProgressHub.EndToEnd.Tests.Logs;

public sealed class LogWatchTests : IAsyncLifetime
{
    private readonly Chatty _chatty = new();
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(
        hub =>
        {
            _chatty.AddTo(hub);
            _holds.AddTo(hub);
        },
        options =>
        {
            options.Push.Interval = TimeSpan.FromMilliseconds(20);
            // Nobody is to lose a line to the cap of the log.
            options.Limits.LogLines = 100_000;
        });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task HubEventsAndHttpShowTheSameLines()
    {
        const int Lines = 3000;
        var id = await _host.SubmitAsync("chatty", new ChattyArgs(Lines, Hold: true));
        await using var hub = await HubClient.ConnectAsync(_host);
        var answer = await WatchAsync(hub, id, after: 0);
        var events = new EventReader(_host, id);
        var reading = events.ReadAsync();
        await Eventually.TrueAsync(() => LogReads.ByNumber(hub.Logs.Prepend(answer)).Keys.LastOrDefault() == Lines);
        _chatty.LetGo(id);
        await reading;

        var stored = await LogReads.WholeLogAsync(_host.Http, id);
        stored.Select(line => line.Seq).ShouldFollowEachOther(1, Lines);
        stored.Select(line => line.Text).ShouldBe(Enumerable.Range(1, Lines).Select(n => $"line {n}"));
        LogReads.ByNumber(hub.Logs.Prepend(answer)).Values.ShouldBe(stored);
        events.Lines.ShouldBe(stored.Where(line => line.Seq >= events.Lines[0].Seq));
        events.Job!.State.ShouldBe(JobState.Succeeded, "the final snapshot is the last event");
        hub.Logs.ShouldAllBe(piece => piece.Lines.Count <= 1000 && piece.NextSeq == piece.FirstSeq + piece.Lines.Count);
    }

    [Fact]
    [Trait("Invariant", "6 Conflation drops nothing that matters")]
    public async Task WhoeverJoinsInTheMiddleOfAFloodSeesEveryLineFromThereOn()
    {
        const int Lines = 40_000;
        var id = await _host.SubmitAsync("chatty", new ChattyArgs(Lines, PauseEvery: 20, Hold: true));
        await using var first = await HubClient.ConnectAsync(_host);
        var answers = new List<(HubClient Client, LogLines Answer)> { (first, await WatchAsync(first, id)) };
        for (var n = 1; n < 8; n++)
        {
            var seen = first.Logs.Count;
            await Eventually.TrueAsync(() => first.Logs.Count > seen || Newest(first) == Lines);
            var client = await HubClient.ConnectAsync(_host);
            answers.Add((client, await WatchAsync(client, id)));
        }

        await Eventually.TrueAsync(() => answers.TrueForAll(watch => Math.Max(Newest(watch.Client), watch.Answer.NextSeq - 1) == Lines));

        foreach (var (client, answer) in answers)
        {
            var lines = LogReads.ByNumber(client.Logs.Prepend(answer));
            answer.Lines.Select(line => line.Seq).ShouldFollowEachOther(answer.FirstSeq, answer.NextSeq - 1);
            lines.Keys.Where(seq => seq >= answer.FirstSeq).ShouldFollowEachOther(answer.FirstSeq, Lines);
            await client.DisposeAsync();
        }

        _chatty.LetGo(id);
    }

    [Fact]
    public async Task AWatchGoesOnAfterTheLineThatItNames()
    {
        var id = await _host.SubmitAsync("chatty", new ChattyArgs(500));
        await _host.UntilFinalAsync(id);
        await using var hub = await HubClient.ConnectAsync(_host);

        (await WatchAsync(hub, id)).Lines.Select(line => line.Seq).ShouldFollowEachOther(301, 500);
        (await WatchAsync(hub, id, after: 100)).Lines.Select(line => line.Seq).ShouldFollowEachOther(101, 300);
        (await WatchAsync(hub, id, after: 490)).Lines.Select(line => line.Seq).ShouldFollowEachOther(491, 500);
        var none = await WatchAsync(hub, id, after: 500);
        (none.Lines.Count, none.FirstSeq, none.NextSeq).ShouldBe((0, 501, 501));
    }

    [Fact]
    public async Task WhoNoLongerWatchesIsToldNothing()
    {
        var id = await _host.SubmitAsync("hold");
        var job = await _holds.RunningAsync(id);
        await using var leaving = await HubClient.ConnectAsync(_host);
        await using var staying = await HubClient.ConnectAsync(_host);
        await WatchAsync(leaving, id);
        await WatchAsync(staying, id);
        await leaving.UnwatchAsync(new() { Logs = [id.ToString()] });

        job.Log(LogLevel.Information, "later");
        await Eventually.TrueAsync(() => Newest(staying) == 1);

        leaving.Logs.ShouldBeEmpty();
        _holds.LetGo(id);
    }

    [Fact]
    public async Task WhoWatchesTheLogOfAJobThatIsRemovedIsToldAndItsPlaceIsFree()
    {
        var id = await _host.SubmitAsync("chatty", new ChattyArgs(3));
        await _host.UntilFinalAsync(id);
        await using var hub = await HubClient.ConnectAsync(_host);
        await WatchAsync(hub, id);

        (await _host.Http.DeleteAsync($"api/jobs/{id}")).EnsureSuccessStatusCode();

        await Eventually.TrueAsync(() => hub.Ended.Any(end => end.Jobs.Contains(id) && end.Reason == "removed"));
        var again = await hub.WatchAsync(new WatchRequest { Logs = [new(id.ToString())] });
        again.Refused.ShouldHaveSingleItem().Code.ShouldBe("job-not-found");
    }

    [Fact]
    public async Task EachWrongItemIsRefusedByItself()
    {
        var id = await _host.SubmitAsync("chatty", new ChattyArgs(3));
        await using var hub = await HubClient.ConnectAsync(_host);

        var answer = await hub.WatchAsync(new WatchRequest { Logs = [new("x"), new(id.ToString(), -1), new(JobId.New(DateTimeOffset.UnixEpoch).ToString()), new(id.ToString())] });

        answer.Refused.Select(refused => refused.Code).ShouldBe(["invalid-id", "invalid-request", "job-not-found"]);
        answer.Logs.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task AStreamOfEventsGoesOnAfterTheLastLineItHasSent()
    {
        const int Lines = 3000;
        var id = await _host.SubmitAsync("chatty", new ChattyArgs(Lines, PauseEvery: 20, Hold: true));
        var events = new EventReader(_host, id);
        for (var cut = 1; cut <= 5; cut++)
        {
            var most = cut * Lines / 8;
            await events.ReadAsync(reader => reader.Lines.Count > 0 && reader.Lines[^1].Seq > most);
        }

        _chatty.LetGo(id);
        await events.ReadAsync();

        events.Lines.Select(line => line.Seq).ShouldFollowEachOther(events.Lines[0].Seq, Lines);
        events.Job!.State.ShouldBe(JobState.Succeeded);
        (await events.ReadAsync()).ShouldBeFalse("nothing follows");
    }

    private static long Newest(HubClient client) => client.Logs.LastOrDefault()?.NextSeq - 1 ?? 0;

    private static async Task<LogLines> WatchAsync(HubClient hub, JobId id, long? after = null) =>
        (await hub.WatchAsync(new WatchRequest { Logs = [new(id.ToString(), after)] })).Logs.ShouldHaveSingleItem();
}
