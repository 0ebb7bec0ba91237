
namespace ProgressHub.EndToEnd.Tests.External;

/// <summary>External jobs over the death of a server, and between several.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task AServerThatIsKilledBetweenReportsCostsTheScriptNothing()
    {
        var ledger = new Ledger();
        using var stop = new CancellationTokenSource();
        Script script;
        Observer observer;
        Task following;
        long seen;
        await using (var host = await _folder.StartAsync())
        {
            script = await Script.StartAsync(_folder.Address, 30, "0.1", 30);
            observer = new Observer(script.Id, ledger);
            following = new HubWatcher(_folder.Address).FollowAsync(observer, stop.Token);
            await Eventually.TrueAsync(() => observer.Newest?.Progress?.Fraction > 0.05);
            await host.KillAsync();
            seen = observer.Known;
        }

        using (script)
        await using (var host = await _folder.StartAsync())
        {
            (await script.ExitAsync()).ShouldBe(0);
            await observer.UntilFinalAsync();
            await stop.CancelAsync();
            await following;

            var final = await HostFolder.ReadAsync(host.Http, script.Id);
            (final.State, final.Attempt, final.LostAt).ShouldBe((JobState.Succeeded, 1, null));
            final.Version.ShouldBeGreaterThan(seen);
            observer.Versions.ShouldBe(observer.Versions.Order());
            ledger.Faults.ShouldBeEmpty();
        }
    }

    [Fact]
    [Trait("Invariant", "1 Durable accept")]
    public async Task AReportThatWasAnsweredSurvivesAKillAndItsRepetitionChangesNothing()
    {
        const string body = """{"seq":7,"done":70,"total":100,"counters":{"rows":70},"stages":[{"name":"a","weight":3,"state":"running","fraction":0.5},{"name":"b"}]}""";
        Reporter reporter;
        ReportAnswer answered;
        JobSnapshot before;
        await using (var host = await _folder.StartAsync())
        {
            reporter = await Reporter.SubmitAsync(host.Http);
            answered = await reporter.ReportAsync(host.Http, body);
            before = await HostFolder.ReadAsync(host.Http, reporter.Id);
            await host.KillAsync();
        }

        await using (var host = await _folder.StartAsync())
        {
            (await HostFolder.ReadAsync(host.Http, reporter.Id)).ToUtf8Json().Span.SequenceEqual(before.ToUtf8Json().Span).ShouldBeTrue();
            (await reporter.ReportAsync(host.Http, body)).ShouldBe(answered);

            var next = await reporter.ReportAsync(host.Http, """{"seq":8,"stages":[{"name":"a","fraction":0.1}]}""");
            next.Version.ShouldBeGreaterThan(answered.Version);
            var job = await HostFolder.ReadAsync(host.Http, reporter.Id);
            (job.Progress!.Done, job.Progress.Total, job.Counters!["rows"]).ShouldBe((70, 100, 70));
            job.Progress.Fraction.ShouldBe(before.Progress!.Fraction);
            job.Progress.Stages!.Select(stage => stage.Name).ShouldBe(["a", "b"]);
        }
    }

    [Fact]
    [Trait("Invariant", "5 Fencing")]
    public async Task ReportsMayGoToAnyProcessOfTheStore()
    {
        await using var first = await _folder.StartAsync();
        await using var second = await _folder.StartAnotherAsync();
        HostProcess[] hosts = [first, second];
        var reporter = await Reporter.SubmitAsync(first.Http);
        var (version, fraction) = (0L, 0.0);
        for (var n = 1; n <= 100; n++)
        {
            // Back and forth, so that each process has to notice that the other one took a report.
            var host = hosts[n / 3 % 2];
            var answer = await reporter.ReportAsync(host.Http, $$"""{"seq":{{n}},"done":{{(n % 10 == 0 ? 0 : n)}},"total":100,"counters":{"c{{n % 5}}":{{n}} } }""");
            answer.Version.ShouldBe(version == 0 ? answer.Version : version + 1);
            version = answer.Version;
            var job = await HostFolder.ReadAsync(host.Http, reporter.Id);
            job.Progress!.Fraction!.Value.ShouldBeGreaterThanOrEqualTo(fraction);
            (version, fraction) = (answer.Version, job.Progress.Fraction.Value);
        }

        (await HostFolder.ReadAsync(second.Http, reporter.Id)).Counters!.Values.ShouldBe([100, 96, 97, 98, 99]);
        using var canceled = await second.Http.PostAsync($"api/jobs/{reporter.Id}/cancel", null);
        (await reporter.ReportAsync(first.Http, "{}")).CancelRequested.ShouldBeTrue();
        await reporter.ReportAsync(first.Http, "{}", "canceled");
        await HostFolder.UntilAsync(second.Http, reporter.Id, job => job.State == JobState.Canceled);
    }
}
