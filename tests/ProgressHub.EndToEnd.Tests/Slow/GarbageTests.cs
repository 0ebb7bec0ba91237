using System.Security.Cryptography;
using System.Text;
using ProgressHub.EndToEnd.Tests.Watching;
using ProgressHub.Hubs;

namespace ProgressHub.EndToEnd.Tests.Slow;

[Trait("Invariant", "7 A slow watcher hurts only itself")]
public sealed class GarbageTests : IAsyncLifetime
{
    private readonly Holds _holds = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(_holds.AddTo);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public static TheoryData<string, string> Records => new()
    {
        { "no JSON", "{{{{" },
        { "no record", "5" },
        { "a call of nothing", """{"type":1}""" },
        { "an unknown method", """{"type":1,"invocationId":"1","target":"Nothing","arguments":[]}""" },
        { "wrong arguments", """{"type":1,"invocationId":"1","target":"Watch","arguments":[1,2,3]}""" },
        { "a wrong member", """{"type":1,"invocationId":"1","target":"Watch","arguments":[{"jobs":5}]}""" },
        { "a wrong mode", """{"type":1,"invocationId":"1","target":"Watch","arguments":[{"groups":[{"name":"g","mode":"loud"}]}]}""" },
        { "an answer to nothing", """{"type":3,"invocationId":"7","result":1}""" },
        { "a stream nobody opened", """{"type":2,"invocationId":"7","item":1}""" },
        { "much too much", new string('x', 200_000) },
        { "deep JSON", new string('[', 10_000) },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public async Task AClientThatSendsGarbageIsAnsweredOrEndedAndTheOthersHearOn(string what, string record)
    {
        await using var healthy = await HubClient.ConnectAsync(_host);
        var id = await _host.SubmitAsync("hold");
        await healthy.WatchAsync(new JobWatch(id.ToString()));
        var garbage = await RawHub.ConnectAsync(_host.Address);
        await using (garbage)
        {
            await garbage.SendAsync(record);
            // Whatever became of it, a good call after it is answered or the connection has ended.
            await SendOrEndAsync(garbage, """{"type":1,"invocationId":"good","target":"Watch","arguments":[{"jobs":[]}]}""");
            while (await garbage.NextAsync().Within(what) is { } answer && !IsGoodAnswer(answer))
            {
            }
        }

        await HearsTheEndAsync(healthy, id);
    }

    [Fact]
    public async Task BytesThatAreNoFramesEndTheConnectionOnly()
    {
        await using var healthy = await HubClient.ConnectAsync(_host);
        var id = await _host.SubmitAsync("hold");
        await healthy.WatchAsync(new JobWatch(id.ToString()));
        for (var round = 0; round < 20; round++)
        {
            await using var garbage = await RawHub.ConnectAsync(_host.Address);
            await garbage.Tcp.SendAsync(RandomNumberGenerator.GetBytes(10_000));
            garbage.Tcp.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            await garbage.UntilClosedAsync().Within();
        }

        await HearsTheEndAsync(healthy, id);
    }

    [Fact]
    public async Task AHandshakeThatIsNoneEndsTheConnection()
    {
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(new Uri(_host.Address, "hubs/jobs")) { Scheme = "ws" }.Uri, default);
        await socket.SendAsync(Encoding.UTF8.GetBytes("hello\u001e"), System.Net.WebSockets.WebSocketMessageType.Text, true, default);

        await Eventually.TrueAsync(() => Connections == 0);
        var buffer = new byte[1024];
        var answer = await socket.ReceiveAsync(buffer, default).Within();
        Encoding.UTF8.GetString(buffer, 0, answer.Count).ShouldContain("error");
    }

    private int Connections => _host.Services.GetRequiredService<JobHubLifetimeManager>().Connections.Count;

    private async Task HearsTheEndAsync(HubClient healthy, JobId id)
    {
        _holds.LetGo(id);
        await healthy.UntilToldAsync(job => job.IsFinal());
        await Eventually.TrueAsync(() => Connections == 1);
    }

    private static bool IsGoodAnswer(System.Text.Json.JsonElement answer) =>
        answer.TryGetProperty("invocationId", out var invocation) && invocation.GetString() == "good";

    private static async Task SendOrEndAsync(RawHub hub, string record)
    {
        try
        {
            await hub.SendAsync(record);
        }
        catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Ended already.
        }
    }
}
