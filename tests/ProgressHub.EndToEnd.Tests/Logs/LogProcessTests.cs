using ProgressHub.EndToEnd.Tests.Watching;

namespace ProgressHub.EndToEnd.Tests.Logs;

/// <summary>Logs over the death of a process, and from one process to another.</summary>
public sealed class LogProcessTests : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task LinesThatWereShownSurviveAKillAndTheNumbersGoOn()
    {
        var path = _folder.WriteRaggedCsv(rows: 400_000, raggedEvery: 80);
        JobId id;
        List<LogLine> before;
        await using (var host = await _folder.StartAsync())
        {
            id = await HostFolder.SubmitAsync(host.Http, "import-csv", path);
            await using var hub = await HubClient.ConnectAsync(host.Address);
            var answer = (await hub.WatchAsync(new WatchRequest { Logs = [new(id.ToString(), 0)] })).Logs.Single();
            await Eventually.TrueAsync(() => hub.Logs.Count > 3);
            await host.KillAsync();
            before = [.. LogReads.ByNumber(hub.Logs.Prepend(answer)).Values];
        }

        await using (var host = await _folder.StartAsync())
        {
            (await HostFolder.UntilAsync(host.Http, id, job => job.IsFinal())).Attempt.ShouldBe(2);

            var lines = await LogReads.WholeLogAsync(host.Http, id);
            lines.Select(line => line.Seq).ShouldFollowEachOther(1, lines.Count);
            lines.Take(before.Count).ShouldBe(before);
            lines.Count(line => line.Text == "Attempt 2 of 3").ShouldBe(1);
            lines[^1].Text.ShouldContain("3 fields where the header has 4");
            lines[^1].Seq.ShouldBeGreaterThan(5_000, "both attempts have logged");
        }
    }

    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task ALogIsWatchedThroughEveryProcessOfTheStore()
    {
        var path = _folder.WriteRaggedCsv(rows: 100_000, raggedEvery: 50);
        await using var one = await _folder.StartAsync();
        await using var other = await _folder.StartAnotherAsync();
        var id = await HostFolder.SubmitAsync(one.Http, "import-csv", path);
        foreach (var host in new[] { one, other })
        {
            await using var hub = await HubClient.ConnectAsync(host.Address);
            var answer = (await hub.WatchAsync(new WatchRequest { Logs = [new(id.ToString(), 0)] })).Logs.Single();
            await Eventually.TrueAsync(() => LogReads.ByNumber(hub.Logs.Prepend(answer)).Count >= 2000);

            var stored = await LogReads.WholeLogAsync(other.Http, id);
            LogReads.ByNumber(hub.Logs.Prepend(answer)).Values.Take(2000).ShouldBe(stored.Take(2000));
        }

        await HostFolder.UntilAsync(one.Http, id, job => job.IsFinal());
    }
}
