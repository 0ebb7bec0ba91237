using FsCheck;
using FsCheck.Fluent;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>Random programs over kinds and keys with limits: no limit is ever exceeded, no job is held while there is room, and every store claims as the one in memory does. A failure prints its seed and its shortest program.</summary>
public abstract class FlowProgramSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    private const int Commands = 9;
    private const int Picks = 24;
    private const int LimitOfSecondKind = 3;

    private static readonly Arbitrary<int[]> Programs = Arb.From(
        Gen.Choose(0, (Commands * Picks) - 1).ArrayOf(),
        ArbMap.Default.ArbFor<int[]>().Shrinker);

    private int _run;

    [Fact]
    public void NoProgramExceedsALimitOrLeavesAJobWaitingBesideRoom() =>
        Prop.ForAll(Programs, program => RunAsync(program).WaitAsync(Deadline).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Tries(200)).WithEndSize(120));

    private async Task RunAsync(int[] program)
    {
        await using var reference = new MemoryJobStore(Time);
        var run = new FlowRun(Store, reference, $"run-{++_run}");
        foreach (var code in program)
        {
            await StepAsync(run, Math.Abs(code) % Commands, Math.Abs(code) / Commands);
        }

        await ClaimAsync(run, 1000);
        await run.CompareAsync();
    }

    private async Task StepAsync(FlowRun run, int command, int pick)
    {
        switch (command)
        {
            case 0 or 1:
                await run.EnqueueAsync(NewJob(run, pick));
                break;
            case 2:
                await ClaimAsync(run, 1 + (pick % 3));
                break;
            case 3 or 4 when run.Holder(pick) is { } holder:
                await run.WriteAsync(Ended(holder));
                break;
            case 5 when run.Holder(pick) is { } holder:
                var back = pick % 2 == 0 ? JobState.Queued : JobState.Scheduled;
                await run.WriteAsync(holder with { State = back, Version = holder.Version + 1, DueAt = Time.GetUtcNow() + TimeSpan.FromSeconds(5) });
                break;
            case 6:
                await run.OnBothAsync(pick, (store, id) => store.CancelAsync(id, default));
                break;
            case 7:
                await run.OnBothAsync(pick, (store, id) => store.RetryAsync(id, default));
                break;
            case 8 when pick % 4 == 0:
                Time.Advance(Lease + TimeSpan.FromSeconds(1));
                await run.TendAsync();
                break;
        }
    }

    private NewJob NewJob(FlowRun run, int pick)
    {
        var job = Job($"{run.Name}-{pick % 2}", priority: pick % 5 == 0 ? 1 : 0);
        var key = pick / 2 % 4;
        return key == 0 ? job : job with { Snapshot = job.Snapshot with { ConcurrencyKey = $"key-{key}" }, ConcurrencyPerKey = PerKey(job.Snapshot.Kind) };
    }

    private static async Task ClaimAsync(FlowRun run, int max)
    {
        await run.ClaimAsync(Request(max) with { Kinds = [new($"{run.Name}-0", max), new($"{run.Name}-1", max, LimitOfSecondKind)] });
        var jobs = await run.ReadAsync();
        var kinds = jobs.Where(IsRunning).CountBy(job => job.Kind).ToDictionary();
        var keys = jobs.Where(IsRunning).CountBy(job => (job.Kind, job.ConcurrencyKey)).ToDictionary();
        foreach (var job in jobs)
        {
            var ofKind = kinds.GetValueOrDefault(job.Kind);
            var ofKey = keys.GetValueOrDefault((job.Kind, job.ConcurrencyKey));
            var kindLimit = job.Kind.EndsWith('1') ? LimitOfSecondKind : int.MaxValue;
            var keyLimit = job.ConcurrencyKey is null ? int.MaxValue : PerKey(job.Kind);
            ofKind.ShouldBeLessThanOrEqualTo(kindLimit);
            ofKey.ShouldBeLessThanOrEqualTo(keyLimit);
            if (max == 1000 && job.State == JobState.Queued)
            {
                (ofKind == kindLimit || ofKey == keyLimit).ShouldBeTrue($"{job.Kind} {job.ConcurrencyKey} waits beside room");
            }
        }
    }

    private static int PerKey(string kind) => kind.EndsWith('1') ? 1 : 2;

    private static bool IsRunning(JobSnapshot job) => job.State == JobState.Running;
}
