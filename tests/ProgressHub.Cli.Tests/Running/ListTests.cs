using System.Text.Json;

namespace ProgressHub.Cli.Tests.Running;

public sealed class ListTests(ToolHost host) : IClassFixture<ToolHost>
{
    [Fact]
    public async Task AListIsTabsInAPipeAndADocumentInJson()
    {
        var failed = await host.Host.SubmitAsync("broken", groups: "tool:list");
        await host.Host.UntilFinalAsync(failed);
        var done = await host.Host.SubmitAsync("steps", new { steps = 1 }, "tool:list");
        await host.Host.UntilFinalAsync(done);

        var list = await host.RunAsync("list", "--group", "tool:list");
        list.Code.ShouldBe(0, list.ToString());
        list.Lines.Select(line => line.Split('\t')).Select(fields => (fields[0], fields[2])).ShouldBe([(done.ToString(), "succeeded"), (failed.ToString(), "failed")]);
        (await host.RunAsync("list", "-q", "--state", "FAILED", "--group", "tool:list")).Lines.ShouldBe([failed.ToString()]);
        (await host.RunAsync("list", "--limit", "1", "-q", "--group", "tool:list")).Lines.ShouldBe([done.ToString()]);
        (await host.RunAsync("list", "--sort", "Oldest", "-q", "--group", "tool:list")).Lines.ShouldBe([failed.ToString(), done.ToString()]);
        var json = JsonElement.Parse((await host.RunAsync("list", "--json", "--group", "tool:list")).Output);
        json.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("id").GetString()).ShouldBe([done.ToString(), failed.ToString()]);
    }

    [Fact]
    public async Task AJobIsShownWithItsError()
    {
        var id = await host.Host.SubmitAsync("broken");
        await host.Host.UntilFinalAsync(id);

        var get = await host.RunAsync("get", id.ToString());
        get.Code.ShouldBe(0, get.ToString());
        get.Lines.ShouldContain("state\tfailed");
        get.Lines.ShouldContain(line => line.StartsWith("error\t") && line.EndsWith("The header row is missing."));
        JsonElement.Parse((await host.RunAsync("get", "--json", id.ToString())).Output).GetProperty("state").GetString().ShouldBe("failed");
    }

    [Fact]
    public async Task AJobIsCanceledAndRunAgain()
    {
        var id = await host.HoldAsync();

        var cancel = await host.RunAsync("cancel", id.ToString());
        cancel.Code.ShouldBe(0, cancel.ToString());
        (await host.Host.UntilFinalAsync(id)).State.ShouldBe(JobState.Canceled);
        var retry = await host.RunAsync("retry", id.ToString(), "--json");
        retry.Code.ShouldBe(0, retry.ToString());
        await host.Host.UntilAsync(id, job => job.State is JobState.Running);
        var again = await host.RunAsync("retry", id.ToString(), "--json");
        (again.Code, JsonElement.Parse(again.Errors).GetProperty("code").GetString()).ShouldBe((5, "job-not-final"));
        host.LetGo(id);
    }

    [Fact]
    public async Task ManyJobsAreCanceledOnlyWithAWordOfConsent()
    {
        var ids = new[] { await host.HoldAsync("tool:many"), await host.HoldAsync("tool:many") };

        var unsure = await host.RunAsync("cancel", "--group", "tool:many");
        unsure.Code.ShouldBe(2, unsure.ToString());
        unsure.Errors.ShouldContain("--yes");
        var cancel = await host.RunAsync("cancel", "--group", "tool:many", "--yes");
        cancel.Output.ShouldBe("2\t2\n", cancel.ToString());
        foreach (var id in ids)
        {
            (await host.Host.UntilFinalAsync(id)).State.ShouldBe(JobState.Canceled);
        }
    }

    [Fact]
    public async Task GroupsAreSeenAtAGlance()
    {
        await host.Host.UntilFinalAsync(await host.Host.SubmitAsync("broken", groups: "tool:top"));
        var id = await host.HoldAsync("tool:top");

        var top = await host.RunAsync("top");
        top.Code.ShouldBe(0, top.ToString());
        top.Lines[0].ShouldStartWith("all\t");
        top.Lines.ShouldContain("tool:top\t2\t1\t0\t0\t0\t1\t0\t75%");
        var json = JsonElement.Parse((await host.RunAsync("top", "--json", "--group", "tool:top")).Output);
        json[0].GetProperty("total").GetInt32().ShouldBe(2);
        host.LetGo(id);
    }
}
