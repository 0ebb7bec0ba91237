using System.Text.Json;

namespace ProgressHub.Cli.Tests.Running;

public sealed class LogTests(ToolHost host) : IClassFixture<ToolHost>
{
    [Fact]
    public async Task ALogIsPrintedFilteredAndCounted()
    {
        var id = await host.Host.SubmitAsync("steps", new { steps = 5 });
        await host.Host.UntilFinalAsync(id);

        var log = await host.RunAsync("log", id.ToString());
        log.Code.ShouldBe(0, log.ToString());
        log.Lines.Length.ShouldBe(5);
        log.Lines[0].ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INF did step 1$");
        (await host.RunAsync("log", id.ToString(), "--tail", "2")).Lines.Select(line => line[^1]).ShouldBe(['4', '5']);
        (await host.RunAsync("log", id.ToString(), "--text", "STEP 3")).Lines.ShouldHaveSingleItem();
        (await host.RunAsync("log", id.ToString(), "--level", "warning")).Lines.ShouldBeEmpty();
        (await host.RunAsync("log", id.ToString(), "--since", "2001-01-01T00:00:00Z")).Lines.Length.ShouldBe(5);
        var json = JsonElement.Parse((await host.RunAsync("log", id.ToString(), "--json")).Output);
        (json.GetProperty("lines").GetArrayLength(), json.GetProperty("nextSeq").GetInt32()).ShouldBe((5, 6));
    }

    [Fact]
    public async Task AFollowedLogEndsWithItsJob()
    {
        var id = await host.Host.SubmitAsync("steps", new { steps = 100 });
        await using var tool = host.Start("log", "-f", "--json", id.ToString());

        var log = await tool.EndAsync();

        log.Code.ShouldBe(0, log.ToString());
        log.Lines.Select(line => JsonElement.Parse(line).GetProperty("seq").GetInt32()).ShouldBe(Enumerable.Range(1, 100));
    }

    [Fact]
    public async Task AWatchShowsLogsBetweenItsLines()
    {
        var id = await host.Host.SubmitAsync("steps", new { steps = 20 });

        var watch = await host.RunAsync("watch", "--logs", id.ToString());

        watch.Code.ShouldBe(0, watch.ToString());
        watch.Lines.ShouldContain(line => line.EndsWith($"{id}\tlog\tInformation\tdid step 20"));
        watch.Lines.ShouldContain(line => line.Contains("\tsucceeded\t"));
    }
}
