using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Publishing;
using ProgressHub.Reporting;
using ProgressHub.TestKit;

namespace ProgressHub.Tests.Publishing;

[Trait("Invariant", "6 Conflation drops nothing that matters")]
public sealed class PumpFacts
{
    private readonly ManualTime _time = new();
    private readonly AudienceTable _audiences = new();
    private readonly RecordingHub _hub = new();
    private readonly Pump _pump;

    public PumpFacts() => _pump = new Pump(_audiences, new(_audiences, _hub), Options.Create(new ProgressHubOptions()), _time, NullLogger<Pump>.Instance);

    [Fact]
    public async Task TheFirstChangeLeavesAtOnceAndThenOnePerInterval()
    {
        var (job, reporter) = Watched(out var name);
        reporter.Report(1);
        await _pump.RunOnceAsync();
        Doings(name).ShouldBe([1]);

        for (var ms = 1; ms <= 1000; ms++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            reporter.Report(ms + 1);
            await _pump.RunOnceAsync();
        }

        Doings(name).ShouldBe([1, 101, 201, 301, 401, 501, 601, 701, 801, 901, 1001]);
        job.Current.Progress!.Done.ShouldBe(1001);
    }

    [Fact]
    public async Task TheLastValueOfABurstIsSentWithoutAnotherReport()
    {
        var (_, reporter) = Watched(out var name);
        reporter.Report(1);
        await _pump.RunOnceAsync();
        reporter.Report(2);
        var wait = await _pump.RunOnceAsync();
        Doings(name).ShouldBe([1]);
        _time.Advance(wait);
        (await _pump.RunOnceAsync()).ShouldBe(Timeout.InfiniteTimeSpan);
        Doings(name).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task AStateChangeDoesNotWaitForTheInterval()
    {
        var (job, reporter) = Watched(out var name);
        reporter.Report(1);
        await _pump.RunOnceAsync();
        _time.Advance(TimeSpan.FromMilliseconds(10));
        job.TryApply(job.Current.Ended());
        job.IsUrgent = true;
        _pump.Changed(job);
        await _pump.RunOnceAsync();
        _hub.Sent(name)[^1].Single().State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task TheFirstReportDoesNotWaitForTheIntervalOfAStateChange()
    {
        var (job, reporter) = Watched(out var name);
        job.IsUrgent = true;
        _pump.Changed(job);
        await _pump.RunOnceAsync();
        reporter.Report(1);
        await _pump.RunOnceAsync();
        _hub.Sent(name).Count.ShouldBe(2);
        Doings(name).ElementAt(0).ShouldBeNull();
    }

    [Fact]
    public async Task TwoStateChangesInOneMessageDoNotCountAsProgress()
    {
        var (job, reporter) = Watched(out var name);
        job.IsUrgent = true;
        _pump.Changed(job);
        _pump.Changed(job);
        await _pump.RunOnceAsync();
        reporter.Report(1);
        await _pump.RunOnceAsync();
        _hub.Sent(name).Count.ShouldBe(2);
    }

    [Fact]
    public async Task AStateAndTheReportRightBehindItTravelTogether()
    {
        var (job, reporter) = Watched(out var name);
        job.IsUrgent = true;
        _pump.Moved(job);
        reporter.Report(1);
        await _pump.RunOnceAsync();
        Doings(name).ShouldBe([1]);
        reporter.Report(2);
        await _pump.RunOnceAsync();
        Doings(name).ShouldBe([1, 2], "the interval of progress has not begun");
    }

    [Fact]
    public async Task AStateThatNothingFollowsIsToldSoon()
    {
        var (job, _) = Watched(out var name);
        await _pump.StartAsync(CancellationToken.None);
        for (var times = 1; times <= 3; times++)
        {
            job.IsUrgent = true;
            _pump.Moved(job);
            _time.Advance(TimeSpan.FromMilliseconds(2));
            var told = times;
            await Eventually.TrueAsync(() => _hub.Sent(name).Count == told);
        }

        await _pump.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task ManyStateChangesAtOnceTravelTogetherAfterASmallBurst()
    {
        var (job, _) = Watched(out var name);
        for (var i = 0; i < 100; i++)
        {
            job.IsUrgent = true;
            _pump.Changed(job);
            await _pump.RunOnceAsync();
        }

        _hub.Sent(name).Count.ShouldBe(4);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        await _pump.RunOnceAsync();
        _hub.Sent(name).Count.ShouldBe(5);
    }

    [Fact]
    public async Task AFasterKindQuickensItsAudience()
    {
        var (job, reporter) = Running("team:film", TimeSpan.FromMilliseconds(20));
        var name = AudienceNames.OfJob(job.Id);
        _audiences.Join(name, new Deaf());
        for (var ms = 0; ms < 200; ms++)
        {
            reporter.Report(ms);
            await _pump.RunOnceAsync();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        _hub.Sent(name).Count.ShouldBe(10);
    }

    [Fact]
    public async Task ChangesOfOneFlushTravelInOneMessage()
    {
        var group = new GroupName("team:film");
        Watch(group);
        for (var i = 0; i < 20; i++)
        {
            Running(group.Value).Reporter.Report(i);
        }

        await _pump.RunOnceAsync();
        _hub.Sent(AudienceNames.OfGroupJobs(group)).Single().Count.ShouldBe(20);
    }

    [Fact]
    public async Task NothingIsMadeForWhatNobodyWatches()
    {
        _audiences.Join("job:other", new Deaf());
        var (job, reporter) = Running("team:film");
        reporter.Report(1);
        await _pump.RunOnceAsync();
        _hub.All.ShouldBeEmpty();
        job.Current.Progress.ShouldBeNull();
        _pump.Wants(job.Current).ShouldBeFalse();
    }

    [Fact]
    public async Task AKindsOwnIntervalIsKeptBesideFasterJobs()
    {
        var group = new GroupName("team:film");
        var name = AudienceNames.OfGroupJobs(group);
        Watch(group);
        var slow = Running(group.Value, TimeSpan.FromMilliseconds(500));
        var fast = Running(group.Value);
        for (var ms = 0; ms < 1000; ms += 10)
        {
            slow.Reporter.Report(ms);
            fast.Reporter.Report(ms);
            await _pump.RunOnceAsync();
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        _hub.Sent(name).Count(message => message.Any(job => job.Id == fast.Job.Id)).ShouldBe(10);
        _hub.Sent(name).Count(message => message.Any(job => job.Id == slow.Job.Id)).ShouldBe(2);
    }

    [Fact]
    public async Task ARemovedJobEndsItsWatch()
    {
        var (job, _) = Watched(out var name);
        job.IsRemoved = true;
        _pump.Changed(job);
        await _pump.RunOnceAsync();
        _hub.All.Single().ShouldBe((name, nameof(IJobHubClient.WatchEnded)));
    }

    [Fact]
    public async Task ARollUpIsNotShownBeforeAllOfItsGroupWasRead()
    {
        var group = new GroupName("team:film");
        Watch(group, GroupMode.Summary);
        var rollup = _audiences.Find(AudienceNames.OfGroup(group))!.StartRollup(new(group));
        var (_, reporter) = Running(group.Value);
        reporter.Report(1);
        await _pump.RunOnceAsync();
        _hub.All.ShouldBeEmpty();
        rollup.Summarize(_time.GetUtcNow()).Total.ShouldBe(1, "it is in the answer that is on its way");

        rollup.EndOfReading();
        reporter.Report(2);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _pump.RunOnceAsync();

        _hub.All.ShouldBe([(AudienceNames.OfGroupSummary(group), nameof(IJobHubClient.GroupsChanged))]);
    }

    private void Watch(GroupName group, GroupMode mode = GroupMode.Jobs)
    {
        foreach (var audience in AudienceNames.OfGroup(group, mode))
        {
            _audiences.Join(audience, new Deaf());
        }
    }

    private (LiveJob Job, JobReporter Reporter) Watched(out string audience)
    {
        var running = Running("team:film");
        audience = AudienceNames.OfJob(running.Job.Id);
        _audiences.Join(audience, new Deaf());
        return running;
    }

    private (LiveJob Job, JobReporter Reporter) Running(string group, TimeSpan? interval = null)
    {
        var claimed = Snapshots.Running(group);
        var job = new LiveJob(claimed);
        var reporter = new JobReporter(() => _pump.Changed(job));
        job.Begin(claimed, new AttemptProgress(reporter, new JobCounters(reporter)), interval);
        return (job, reporter);
    }

    private IEnumerable<long?> Doings(string audience) => _hub.Sent(audience).Select(message => message.Single().Progress?.Done);

    private sealed class Deaf : IWatcher
    {
        public void Offer(Delivery delivery)
        {
            // What is sent is seen at the hub.
        }
    }
}
