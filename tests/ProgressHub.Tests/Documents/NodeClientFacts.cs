using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ProgressHub.Tests.Documents;

/// <summary>A client for another language can be written from PROTOCOL.md alone: this one is, without any package.</summary>
public sealed class NodeClientFacts
{
    private const string Client = "tests/ProgressHub.Tests/Documents/Samples/follow.mjs";
    private const int MostLines = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void TheClientIsShort() => Repository.Read(Client).Split('\n').Length.ShouldBeLessThanOrEqualTo(MostLines);

    [Fact]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task HubEventsAndPollEndWithTheSameSnapshot()
    {
        await using var host = await DocumentHost.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        using var answer = await client.PostAsJsonAsync("/api/jobs", new { kind = "slow", args = new { steps = 60 } });
        var id = (await answer.Content.ReadFromJsonAsync(ProtocolJson.TypeOf<SubmitAnswer>()))!.Job.Id;

        var told = JsonNode.Parse(await RunNodeAsync([Repository.At(Client), host.Address.ToString(), id.ToString()]))!;

        var polled = JsonNode.Parse(await client.GetStringAsync($"/api/jobs/{id}"))!;
        polled["state"]!.GetValue<string>().ShouldBe("succeeded");
        foreach (var way in new[] { "hub", "events" })
        {
            JsonNode.DeepEquals(told[way]!["last"], polled).ShouldBeTrue($"{way} ended with {told[way]}");
            var versions = told[way]!["versions"]!.AsArray().Select(version => version!.GetValue<long>()).ToList();
            versions.ShouldBe(versions.Order());
            versions.Count.ShouldBeGreaterThan(3, $"{way} told too little of a job of 6 s");
        }
    }

    private static async Task<string> RunNodeAsync(string[] args)
    {
        var start = new ProcessStartInfo("node", args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Start(start);
        using var patience = new CancellationTokenSource(Patience);
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(patience.Token), node.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await node.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            node.Kill();
            throw new TimeoutException($"The client did not end within {Patience.TotalSeconds} s.", e);
        }

        node.ExitCode.ShouldBe(0, await errors);
        return await output;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("This test runs a client in JavaScript and does not find Node.js: install Node.js 20.19 or later and put 'node' on the path.", e);
        }
    }
}
