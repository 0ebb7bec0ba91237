using FsCheck;
using FsCheck.Fluent;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>Random programs of submit, claim, report, end, cancel, retry and loss, each step compared with a model. A failure prints its seed and its shortest program.</summary>
public abstract class ProgramSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    private const int Commands = 8;
    private const int Picks = 12;

    // Evenly over all commands; the usual numbers are small, and would be submits for the most part.
    private static readonly Arbitrary<int[]> Programs = Arb.From(
        Gen.Choose(0, (Commands * Picks) - 1).ArrayOf(),
        ArbMap.Default.ArbFor<int[]>().Shrinker);

    private int _run;

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    public void EveryProgramEndsAsTheModelSays() =>
        Prop.ForAll(Programs, program => RunAsync(program).WaitAsync(Deadline).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Tries(1000)).WithEndSize(120));

    private async Task RunAsync(int[] program)
    {
        var kind = $"run-{++_run}";
        var model = new StoreModel(kind);
        foreach (var code in program)
        {
            var (command, pick) = (Math.Abs(code) % Commands, Math.Abs(code) / Commands);
            await StepAsync(model, command, pick);
            await CompareAsync(model);
        }

        await Store.ShouldFitAllJobsAsync();
    }

    private async Task StepAsync(StoreModel model, int command, int pick)
    {
        switch (command)
        {
            case 0:
                var job = Job(model.Kind, maxAttempts: 1 + (pick % 3), groups: $"team:{pick % 2}");
                await EnqueueAsync(job);
                model.Submit(job.Snapshot);
                break;
            case 1:
                var claimed = (await Store.ClaimAsync(Request(1, default, model.Kind), default)).Jobs.SingleOrDefault();
                (claimed?.Snapshot.Id).ShouldBe(model.Claim()?.Id);
                model.Hold(claimed?.Snapshot);
                break;
            case 2 or 3 or 4 when model.Holder(pick) is { } holder:
                var write = command switch
                {
                    2 => Progressed(holder, pick),
                    3 => Ended(holder),
                    _ => holder with { State = JobState.Scheduled, Version = holder.Version + 1, DueAt = Time.GetUtcNow() + TimeSpan.FromSeconds(5) },
                };
                var stored = await WriteAsync(write);
                (stored is not null).ShouldBe(model.Write(write));
                model.Hold(stored?.State == JobState.Running ? stored : null);
                break;
            case 5 when model.Pick(pick) is { } target:
                (await Store.CancelAsync(target.Id, default))!.Changed.ShouldBe(model.Cancel(target));
                break;
            case 6 when model.Pick(pick) is { } target:
                (await Store.RetryAsync(target.Id, default))!.Changed.ShouldBe(model.Retry(target));
                break;
            case 7:
                Time.Advance(Lease + TimeSpan.FromSeconds(1));
                await Store.TendAsync(default);
                model.TimePasses();
                break;
        }
    }

    private async Task CompareAsync(StoreModel model)
    {
        var stored = (await Store.FindAsync(model.Jobs.Select(j => j.Id).ToArray(), default)).ToDictionary(j => j.Id);
        stored.Count.ShouldBe(model.Jobs.Count);
        foreach (var expected in model.Jobs)
        {
            // Asked in one, a million times: the assertions would take longer than the stores. They tell what differs where something does.
            var job = stored[expected.Id];
            if (!Fits(job, expected))
            {
                (job.State, job.Version, job.Attempt, job.CancelRequested is true).ShouldBe((expected.State, expected.Version, expected.Attempt, expected.CancelRequested));
                (job.FinalizedAt is not null).ShouldBe(expected.State >= JobState.Succeeded);
                job.Version.ShouldBeGreaterThanOrEqualTo(expected.Seen);
            }

            expected.Seen = job.Version;
        }
    }

    private static bool Fits(JobSnapshot job, ModelJob expected) =>
        (job.State, job.Version, job.Attempt, job.CancelRequested is true) == (expected.State, expected.Version, expected.Attempt, expected.CancelRequested)
        && job.FinalizedAt is not null == expected.State >= JobState.Succeeded
        && job.Version >= expected.Seen;
}
