using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace ProgressHub.EndToEnd.Tests.Watching;

/// <summary>Whole snapshots are pushed, so that a SignalR client with none of our types has all it needs.</summary>
public sealed class PlainSignalRTests
{
    [Fact]
    public async Task AClientThatKnowsOnlyTheProtocolFollowsAJob()
    {
        var holds = new Holds();
        await using var host = await TestHost.StartAsync(holds.AddTo);
        var id = await host.SubmitAsync("hold");
        await using var connection = SocketConnectionFactory.ToHub(new(host.Address, "hubs/jobs"));
        var final = new TaskCompletionSource<JsonElement>();
        connection.On<JsonElement[]>("JobsChanged", jobs =>
        {
            foreach (var job in jobs.Where(job => job.TryGetProperty("finalizedAt", out _)))
            {
                final.TrySetResult(job);
            }
        });
        await connection.StartAsync();

        var answer = await connection.InvokeAsync<JsonElement>("watch", new { jobs = new[] { new { id } } });
        holds.LetGo(id);

        answer.GetProperty("jobs")[0].GetProperty("id").GetString().ShouldBe(id.ToString());
        answer.GetProperty("refused").GetArrayLength().ShouldBe(0);
        var job = await final.Task.Within();
        job.GetProperty("state").GetString().ShouldBe("succeeded");
        job.GetProperty("progress").GetProperty("fraction").GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task AnotherTransportThanWebSocketsIsNotOffered()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing());

        using var response = await host.Http.PostAsync("hubs/jobs/negotiate?negotiateVersion=1", null);

        var transports = (await Api.Answers.JsonAsync(response)).GetProperty("availableTransports").EnumerateArray();
        transports.Select(transport => transport.GetProperty("transport").GetString()).ShouldBe(["WebSockets"]);
    }
}
