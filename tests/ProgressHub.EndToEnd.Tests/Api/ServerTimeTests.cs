namespace ProgressHub.EndToEnd.Tests.Api;

public sealed class ServerTimeTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(hub =>
    {
        hub.AddNothing();
        _holds.AddTo(hub);
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("api/stats")]
    [InlineData("api/jobs")]
    [InlineData("api/kinds")]
    [InlineData("api/groups/all")]
    [InlineData("api/jobs/{0}")]
    [InlineData("api/jobs/{0}?after=9000000000000000")]
    [InlineData("api/jobs/{0}/result")]
    [InlineData("api/jobs/{0}/detail")]
    [InlineData("api/jobs/no-id")]
    [InlineData("api/nothing-here")]
    public async Task EveryAnswerTellsTheServersTime(string path)
    {
        var id = await _host.SubmitAsync("nothing");
        await _host.UntilFinalAsync(id);
        var before = DateTimeOffset.UtcNow;

        using var response = await _host.GetAsync(string.Format(path, id));

        var text = response.Headers.GetValues("ProgressHub-Time").ShouldHaveSingleItem();
        text.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        DateTimeOffset.Parse(text).ShouldBeInRange(before.AddMilliseconds(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task ALongPollTellsTheTimeOfItsAnswerNotOfItsQuestion()
    {
        var id = await _host.SubmitAsync("hold");
        await _holds.RunningAsync(id);
        var known = await _host.ReadAsync(id);
        var waiting = _host.GetAsync($"api/jobs/{id}?after={known.Version}&wait=60");
        await Task.WhenAny(waiting, Task.Delay(50));
        var released = DateTimeOffset.UtcNow;
        _holds.LetGo(id);

        using var response = await waiting.Within();

        DateTimeOffset.Parse(response.Headers.GetValues("ProgressHub-Time").Single()).ShouldBeGreaterThan(released.AddMilliseconds(-1));
    }
}
