using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace ProgressHub.EndToEnd.Tests.External;

/// <summary>A shell script with curl is all it takes.</summary>
public sealed class ScriptTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Lease = 5;

    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(_ => { });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    [Trait("Invariant", "3 Poll equals push")]
    public async Task AScriptRunsAJobFromSubmitToCompleteAndEveryWatcherSeesIt()
    {
        using var script = await Script.StartAsync(_host.Address, 10, "0.25", 30);
        using var stop = new CancellationTokenSource();
        var ledger = new Ledger();
        var (live, ways) = (new Story(), _host.AllWays());
        List<Observer> observers = [.. ways.Select(_ => new Observer(script.Id, ledger))];
        var following = ways.Zip(observers, (way, observer) => way.FollowAsync(observer, stop.Token)).ToList();

        while (observers[0].Newest is not { } newest || !newest.IsFinal())
        {
            live.See(observers[0].Newest);
            await Task.Delay(5);
        }

        (await script.ExitAsync()).ShouldBe(0);
        await Task.WhenAll(observers.Select(observer => observer.UntilFinalAsync()));
        await stop.CancelAsync();
        await Task.WhenAll(following);

        var final = await _host.ReadAsync(script.Id);
        (final.State, final.External, final.Attempt).ShouldBe((JobState.Succeeded, true, 1));
        final.Result!.Value.GetProperty("steps").GetInt32().ShouldBe(10);
        final.Progress!.Stages!.Select(stage => (stage.Name, stage.Weight, stage.State)).ShouldBe([("pack", 3, StageState.Completed), ("check", 1, StageState.Completed)]);
        live.Stages.ShouldBe(["pack", "check"]);
        live.HadTimeLeft.ShouldBeTrue();
        live.Fractions.ShouldBe(live.Fractions.Order());
        var bytes = Encoding.UTF8.GetString(final.ToUtf8Json().Span);
        observers.Select(observer => observer.NewestJson).ShouldAllBe(json => json == bytes);
        ledger.Faults.ShouldBeEmpty();
        (await LogAsync(script.Id)).ShouldBe([.. Enumerable.Range(1, 10).Select(n => $"pack {n}"), .. Enumerable.Range(1, 10).Select(n => $"check {n}")]);
    }

    [Fact]
    public async Task AScriptThatIsKilledIsShownAsLostAndFailsAfterAnotherLease()
    {
        using var script = await Script.StartAsync(_host.Address, 1000, "0.1", Lease);
        await _host.UntilAsync(script.Id, job => job.Progress?.Fraction > 0);
        script.Kill();

        var lost = await _host.UntilAsync(script.Id, job => job.LostAt is not null);
        lost.State.ShouldBe(JobState.Running);
        var silence = lost.LostAt!.Value - lost.ReportedAt!.Value;
        output.WriteLine($"Shown as lost {silence.TotalSeconds:0.00} s after its last report, with a lease of {Lease} s.");
        silence.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(Lease) - TimeSpan.FromMilliseconds(50));

        var failed = await _host.UntilFinalAsync(script.Id);
        (failed.State, failed.Error!.Type).ShouldBe((JobState.Failed, "lost"));
        failed.LostAt.ShouldBe(lost.LostAt);
    }

    [Fact]
    public async Task ACancelRequestReachesTheScript()
    {
        using var script = await Script.StartAsync(_host.Address, 1000, "0.1", 30);
        await _host.UntilAsync(script.Id, job => job.State == JobState.Running);

        using var asked = await _host.Http.PostAsync($"api/jobs/{script.Id}/cancel", null);

        ((int)asked.StatusCode).ShouldBe(202);
        (await script.ExitAsync()).ShouldBe(3);
        var final = await _host.ReadAsync(script.Id);
        (final.State, final.CancelRequested).ShouldBe((JobState.Canceled, true));
    }

    private async Task<IEnumerable<string?>> LogAsync(JobId id)
    {
        using var log = JsonDocument.Parse(await _host.Http.GetStringAsync($"api/jobs/{id}/log"));
        return log.RootElement.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("text").GetString()).ToList();
    }

    /// <summary>What one watcher saw on the way.</summary>
    private sealed class Story
    {
        public List<string> Stages { get; } = [];

        public List<double> Fractions { get; } = [];

        public bool HadTimeLeft { get; private set; }

        public void See(JobSnapshot? job)
        {
            if (job?.Progress is not { } progress || job.IsFinal())
            {
                return;
            }

            if (progress.Stage is { } stage && !Stages.Contains(stage))
            {
                Stages.Add(stage);
            }

            Fractions.Add(progress.Fraction ?? 0);
            HadTimeLeft |= progress.EtaSeconds > 0;
        }
    }
}
