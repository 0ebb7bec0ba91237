using System.Net.Http.Json;
using System.Text.Json;
using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.Commands;

/// <summary>Real programs in the real host, declared by its configuration.</summary>
public sealed class HostCommandTests : IDisposable
{
    private const string Copy = """
        {"copy":{"command":"rsync","args":["--archive","--info=progress2","--bwlimit={rate}","{from}","{to}"],
          "parameters":{"rate":{"type":"integer","min":0,"default":"0"},"from":{"type":"folder"},"to":{"type":"path"}},
          "progress":{"rule":"percent","stream":"stdout"}},
         "count":{"command":"pv","args":["--numeric","--interval","0.1",["--rate-limit","{rate}"],"{from}"],
          "parameters":{"rate":{"type":"integer","min":1,"required":false},"from":{"type":"file"}},
          "progress":{"rule":"percent","stream":"stderr"},"log":"none"}}
        """;

    private const string Sleep = """
        {"sleep":{"command":"sh","args":["-c","sleep $1 & sleep $1; true","sh","{seconds}"],"parameters":{"seconds":{"type":"string"}}}}
        """;

    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ACopyShowsItsProgressAndIsGoneWhenItIsCanceledHalfway()
    {
        var name = WriteFolder(mebibytes: 40);
        await using var host = await _folder.StartAsync(CommandHost.Settings(Copy));
        using var stop = new CancellationTokenSource();
        var ledger = new Ledger();
        var observer = new Observer(await SubmitAsync(host, "copy", new { rate = 4096, from = name, to = $"{name}-copy" }), ledger);
        var following = new HubWatcher(_folder.Address).FollowAsync(observer, stop.Token);

        await Eventually.TrueAsync(() => observer.Newest is { State: JobState.Running, Progress.Fraction: > 0.2 and < 1 }, () => $"{observer.Newest}");
        ProcessList.With(name).Count(line => line.Contains("rsync", StringComparison.Ordinal)).ShouldBeGreaterThan(1);
        using var canceled = await host.Http.PostAsync($"api/jobs/{observer.Id}/cancel", null);

        await observer.UntilFinalAsync();
        observer.Newest!.State.ShouldBe(JobState.Canceled);
        ProcessList.With(name).ShouldBeEmpty();
        await stop.CancelAsync();
        await following;
        ledger.Faults.ShouldBeEmpty();

        var again = await HostFolder.UntilAsync(host.Http, await SubmitAsync(host, "copy", new { from = name, to = $"{name}-copy" }), job => job.IsFinal());
        (again.State, again.Progress?.Fraction).ShouldBe((JobState.Succeeded, 1));
        File.Exists(Path.Join(_folder.Root, "data", "files", $"{name}-copy", name, "big.bin")).ShouldBeTrue();
    }

    [Fact]
    public async Task AProgramThatPrintsNumbersForOtherProgramsMovesTheBar()
    {
        var name = WriteFolder(mebibytes: 4);
        await using var host = await _folder.StartAsync(CommandHost.Settings(Copy));

        // A minute's work, to be looked at by whoever comes late.
        var slow = await SubmitAsync(host, "count", new { from = $"{name}/big.bin", rate = 64 * 1024 });
        await HostFolder.UntilAsync(host.Http, slow, job => job is { State: JobState.Running, Progress.Fraction: > 0 and < 1 });
        using var canceled = await host.Http.PostAsync($"api/jobs/{slow}/cancel", null);
        (await HostFolder.UntilAsync(host.Http, slow, job => job.IsFinal())).State.ShouldBe(JobState.Canceled);

        var quick = await HostFolder.UntilAsync(host.Http, await SubmitAsync(host, "count", new { from = $"{name}/big.bin" }), job => job.IsFinal());
        (quick.State, quick.Progress?.Fraction).ShouldBe((JobState.Succeeded, 1));
    }

    [Theory]
    [InlineData("../outside", "path-outside-root")]
    [InlineData("/etc", "path-outside-root")]
    [InlineData("link", "path-outside-root")]
    [InlineData("missing", "file-not-found")]
    [InlineData("a\nb", "invalid-request")]
    public async Task APathThatMayNotBeReadIsRefusedByName(string from, string code)
    {
        WriteFolder(mebibytes: 0);
        File.CreateSymbolicLink(Path.Join(_folder.Root, "data", "files", "link"), "/etc");
        await using var host = await _folder.StartAsync(CommandHost.Settings(Copy));

        using var answer = await host.Http.PostAsJsonAsync("api/jobs", new { kind = "copy", args = new { from, to = "copy" } });

        (await answer.ShouldBeProblemAsync(code, 400)).GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["args.from"]);
    }

    [Fact]
    public async Task WhatAKilledHostHasLeftRunningIsEndedByTheNextOne()
    {
        var seconds = ProcessList.UniqueSeconds();
        JobId id;
        await using (var host = await _folder.StartAsync(CommandHost.Settings(Sleep)))
        {
            id = await SubmitAsync(host, "sleep", new { seconds });
            await Eventually.TrueAsync(() => ProcessList.With(seconds).Count == 3);

            await host.KillAsync();
        }

        var left = ProcessList.With(seconds);
        await using (var host = await _folder.StartAsync(CommandHost.Settings(Sleep)))
        {
            (await HostFolder.UntilAsync(host.Http, id, job => job is { State: JobState.Running, Attempt: 2 })).Attempt.ShouldBe(2);
            await Eventually.TrueAsync(() => ProcessList.With(seconds).Count == 3);
            ProcessList.With(seconds).ShouldNotContain(process => left.Contains(process));
            using var canceled = await host.Http.PostAsync($"api/jobs/{id}/cancel", null);
            await HostFolder.UntilAsync(host.Http, id, job => job.IsFinal());
        }

        ProcessList.With(seconds).ShouldBeEmpty();
    }

    [Fact]
    public async Task AWrongCommandStopsTheStartInOneLine()
    {
        var (code, _, errors) = await _folder.RunAsync(CommandHost.Settings("""{"work":{"command":"no-such-program","args":["{x}"]}}"""));

        code.ShouldNotBe(0);
        var line = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        line.ShouldContain("Jobs:Commands:work:command is 'no-such-program'");
        line.ShouldContain("Jobs:Commands:work:args:0 names {x}");
    }

    private string WriteFolder(int mebibytes)
    {
        var name = $"folder-{Guid.NewGuid():N}";
        var folder = Directory.CreateDirectory(Path.Join(_folder.Root, "data", "files", name));
        var bytes = new byte[mebibytes * 1024 * 1024];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(Path.Join(folder.FullName, "big.bin"), bytes);
        return name;
    }

    private static async Task<JobId> SubmitAsync(HostProcess host, string kind, object args)
    {
        using var answer = await host.Http.PostAsJsonAsync("api/jobs", new { kind, args });
        var body = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(202, body);
        return JsonSerializer.Deserialize(body, ProtocolJson.TypeOf<SubmitAnswer>())!.Job.Id;
    }
}
