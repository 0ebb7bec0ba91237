using System.Globalization;
using System.Net;
using ProgressHub.EndToEnd.Tests.Api;
using ProgressHub.Http;
using ProgressHub.Publishing;

namespace ProgressHub.EndToEnd.Tests.Slow;

[Trait("Invariant", "13 Bounded everything")]
public sealed class WaiterTests : IAsyncLifetime
{
    private const int Most = 200;

    private readonly Holds _holds = new();
    private TestHost _host = null!;
    private JobId _id;
    private long _known;

    private PollWaiters Waiters => _host.Services.GetRequiredService<PollWaiters>();

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(_holds.AddTo, options => options.Poll.MaxWaiters = Most);
        _id = await _host.SubmitAsync("hold");
        await _holds.RunningAsync(_id);
        _known = (await _host.ReadAsync(_id)).Version;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task OneWaiterTooManyIsSentAwayAndTheOthersAreServed()
    {
        var waiting = Enumerable.Range(0, Most).Select(_ => WaitAsync()).ToList();
        await Eventually.TrueAsync(() => Waiters.Count == Most);

        using var refused = await WaitAsync().Within();
        await refused.ShouldBeProblemAsync("too-many-waiters", 429);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        using var poll = await _host.GetAsync($"api/jobs/{_id}");
        poll.IsSuccessStatusCode.ShouldBeTrue("a poll that does not wait is no waiter");

        _holds.LetGo(_id);
        foreach (var answer in waiting)
        {
            using var response = await answer.Within();
            (await response.JobAsync()).Version.ShouldBeGreaterThan(_known);
        }

        await Eventually.TrueAsync(() => Waiters.Count == 0);
    }

    [Fact]
    public async Task AWaiterThatGoesLeavesAtOnce()
    {
        using var going = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, Most).Select(_ => WaitAsync(going.Token)).ToList();
        await Eventually.TrueAsync(() => Waiters.Count == Most);

        await going.CancelAsync();

        foreach (var answer in waiting)
        {
            await Should.ThrowAsync<OperationCanceledException>(answer);
        }

        await Eventually.TrueAsync(() => Waiters.Count == 0);
        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<AudienceTable>().IsEmpty);
        var again = WaitAsync();
        _holds.LetGo(_id);
        using var response = await again.Within();
        response.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    [Trait("Invariant", "12 Shutdown drains")]
    public async Task WaitersAndStreamsAreAnsweredWhenTheServerStops()
    {
        var waiting = Enumerable.Range(0, 50).Select(_ => WaitAsync()).ToList();
        var streams = Enumerable.Range(0, 10).Select(_ => _host.Http.GetStringAsync($"api/jobs/{_id}/events")).ToList();
        await Eventually.TrueAsync(() => Waiters.Count == 50);
        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<AudienceTable>().Find(AudienceNames.OfJob(_id))?.Watchers().Length == 60);

        await _host.StopAsync().Within();

        foreach (var answer in waiting)
        {
            using var response = await answer.Within();
            if ((int)response.StatusCode != 204)
            {
                // The stop sends the running job back to the queue, and a poll that reads it just then has news to tell.
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                long.Parse(response.Headers.ETag!.Tag.Trim('"'), CultureInfo.InvariantCulture).ShouldBeGreaterThan(_known);
            }
        }

        foreach (var stream in streams)
        {
            (await stream.Within()).ShouldContain("event: going-away\n");
        }
    }

    private Task<HttpResponseMessage> WaitAsync(CancellationToken ct = default) =>
        _host.Http.GetAsync($"api/jobs/{_id}?after={_known}&wait=60", ct);
}
