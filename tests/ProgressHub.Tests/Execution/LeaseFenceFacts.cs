using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ProgressHub.Execution;
using ProgressHub.Live;
using ProgressHub.Reporting;
using ProgressHub.Storage;
using ProgressHub.TestKit;

namespace ProgressHub.Tests.Execution;

[Trait("Invariant", "5 Fencing")]
public sealed class LeaseFenceFacts
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly RunningAttempts _running = new(NullLogger<RunningAttempts>.Instance);
    private readonly LeaseFence _fence;

    public LeaseFenceFacts()
    {
        var options = new ProgressHubOptions { Lease = { Duration = Lease } };
        _fence = new LeaseFence(new MemoryJobStore(_time), _running, Options.Create(options), _time, NullLogger<LeaseFence>.Instance);
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(15, 12)]
    [InlineData(30, 25)]
    [InlineData(600, 595)]
    public void ALeaseEndsHereBeforeItEndsInTheStore(int lease, int here) =>
        LeaseFence.Holds(TimeSpan.FromSeconds(lease)).ShouldBe(TimeSpan.FromSeconds(here));

    [Fact]
    public void AnAttemptWhoseLeaseCouldNotBeRenewedIsStoppedBeforeItEnds()
    {
        var attempt = Begin();
        Wait(24);
        attempt.Context.StopReason.ShouldBe(StopReason.None);

        Wait(1);

        attempt.Context.StopReason.ShouldBe(StopReason.LeaseLost);
    }

    [Fact]
    public void ARenewalKeepsTheJobForAnotherLease()
    {
        var attempt = Begin();
        Wait(20);
        attempt.HeldSince = _time.GetTimestamp();
        Wait(20);
        attempt.Context.StopReason.ShouldBe(StopReason.None);
    }

    [Fact]
    [Trait("Invariant", "10 Alive is not the same as moving")]
    public void WhileTheStoreTurnsEverybodyAwayJobsRunOn()
    {
        var attempt = Begin();
        for (var second = 0; second < 120; second++)
        {
            _fence.Note(new StoreUnavailableException("connection refused") { IsDown = true });
            Wait(1);
        }

        attempt.Context.StopReason.ShouldBe(StopReason.None);
    }

    [Fact]
    public void OnceTheStoreOnlyDoesNotAnswerNothingIsKnownAndTheAttemptIsStopped()
    {
        var attempt = Begin();
        Wait(24);
        _fence.Note(new StoreUnavailableException("connection refused") { IsDown = true });
        Wait(2);
        attempt.Context.StopReason.ShouldBe(StopReason.None);

        _fence.Note(new StoreUnavailableException("no answer in time"));
        Wait(0);

        attempt.Context.StopReason.ShouldBe(StopReason.LeaseLost);
    }

    [Fact]
    public void ACallThatHangsKeepsAnOldWordFromCounting()
    {
        var attempt = Begin();
        _fence.Note(new StoreUnavailableException("connection refused") { IsDown = true });
        Wait(25);
        attempt.Context.StopReason.ShouldBe(StopReason.LeaseLost);
    }

    [Fact]
    public void WhatAnotherSchedulerRunsIsLeftToIt()
    {
        var attempt = Begin(isForeign: true);
        Wait(60);
        attempt.Context.StopReason.ShouldBe(StopReason.None);
    }

    private void Wait(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _fence.RunOnce();
    }

    private Attempt Begin(bool isForeign = false)
    {
        var claimed = Snapshots.Running();
        var reporter = new JobReporter(() => { });
        var context = new JobContext(claimed, reporter, new JobCounters(reporter), new JobCheckpoint(null, 1024)) { Lines = new JobLog(claimed, _time) };
        var kind = new RegisteredKind(claimed.Kind, typeof(JsonElement), new JobKindOptions(), (_, _, _, _) => Task.FromResult<ReadOnlyMemory<byte>?>(null), static (_, _) => null);
        var attempt = new Attempt(new ClaimedJob(claimed, "{}"u8.ToArray()), kind, new LiveJob(claimed), context, _time.GetTimestamp()) { IsForeign = isForeign };
        _running.Add(attempt);
        return attempt;
    }
}
