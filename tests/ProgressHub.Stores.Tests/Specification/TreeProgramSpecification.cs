using FsCheck;
using FsCheck.Fluent;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>Random trees with random ends, cancels, retries and losses, each step compared with a model. A failure prints its seed and its shortest program.</summary>
public abstract class TreeProgramSpecification(IStoreUnderTest source) : KinSpecification(source)
{
    private const int Commands = 9;
    private const int Picks = 12;

    private static readonly Arbitrary<int[]> Programs = Arb.From(
        Gen.Choose(0, (Commands * Picks) - 1).ArrayOf(),
        ArbMap.Default.ArbFor<int[]>().Shrinker);

    private int _run;

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public void EveryTreeEndsAsTheModelSays() =>
        Prop.ForAll(Programs, program => RunAsync(program).WaitAsync(Deadline).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Tries(200)).WithEndSize(120));

    private async Task RunAsync(int[] program)
    {
        var kind = $"tree-{++_run}";
        var model = new TreeModel();
        var held = new Dictionary<JobId, JobSnapshot>();
        foreach (var code in program)
        {
            await StepAsync(model, held, kind, Math.Abs(code) % Commands, Math.Abs(code) / Commands);
            await CompareAsync(model);
        }

        // Whatever was begun comes to an end.
        while (model.Claim() is { } node)
        {
            var claimed = await ClaimOneAsync(kind);
            claimed.Id.ShouldBe(node.Id);
            await EndAsync(model, node, claimed, JobState.Succeeded);
        }

        foreach (var (id, running) in held)
        {
            if (model.Nodes.Single(n => n.Id == id) is { State: JobState.Running, IsWaiting: false } node)
            {
                await EndAsync(model, node, running, JobState.Succeeded);
            }
        }

        await CompareAsync(model);
        model.Nodes.ShouldAllBe(node => node.IsFinal);
    }

    private async Task StepAsync(TreeModel model, Dictionary<JobId, JobSnapshot> held, string kind, int command, int pick)
    {
        var target = model.Nodes.Count == 0 ? null : model.Nodes[pick % model.Nodes.Count];
        switch (command)
        {
            case 0:
                await SubmitAsync(model, kind, null, pick);
                break;
            case 1 or 2 or 3 when target is { IsFinal: false, Depth: < 8 }:
                await SubmitAsync(model, kind, target, pick);
                break;
            case 4:
                var claimed = (await Store.ClaimAsync(Request(1, default, kind), default)).Jobs.SingleOrDefault();
                (claimed?.Snapshot.Id).ShouldBe(model.Claim()?.Id);
                if (claimed is not null)
                {
                    held[claimed.Snapshot.Id] = claimed.Snapshot;
                }

                break;
            case 5 or 6 when model.Nodes.Where(n => n is { State: JobState.Running, IsWaiting: false }).ToList() is { Count: > 0 } running:
                var node = running[pick % running.Count];
                await EndAsync(model, node, held[node.Id], pick % 4 == 3 ? JobState.Failed : JobState.Succeeded);
                break;
            case 7 when target is not null:
                await Store.CancelAsync(target.Id, default);
                model.Cancel(target);
                break;
            case 8 when target is not null && pick % 3 > 0:
                (await Store.RetryAsync(target.Id, default))!.Changed.ShouldBe(target.IsFinal);
                model.Retry(target);
                break;
            case 8:
                Time.Advance(Lease + TimeSpan.FromSeconds(1));
                await Store.TendAsync(default);
                model.TimePasses();
                break;
        }
    }

    private async Task SubmitAsync(TreeModel model, string kind, TreeNode? parent, int pick)
    {
        var (job, ignores) = (Job(kind, maxAttempts: 1 + (pick % 2)), pick % 5 == 0);
        await EnqueueAsync(job with
        {
            Snapshot = job.Snapshot with { ParentId = parent?.Id },
            Kin = new KinTerms { IgnoresChildFailure = ignores, Weight = 1 + (pick % 3) },
        });
        model.Submit(job.Snapshot.Id, parent, job.Snapshot.MaxAttempts, ignores);
    }

    private async Task EndAsync(TreeModel model, TreeNode node, JobSnapshot running, JobState state)
    {
        (await WriteAsync(Ended(running, state))).ShouldNotBeNull();
        model.End(node, state);
    }

    private async Task CompareAsync(TreeModel model)
    {
        var stored = (await Store.FindAsync([.. model.Nodes.Select(n => n.Id)], default)).ToDictionary(job => job.Id);
        foreach (var node in model.Nodes)
        {
            var job = stored[node.Id];
            (job.State, job.CancelRequested is true).ShouldBe((node.State, node.CancelRequested));
            (job.FinalizedAt is not null).ShouldBe(node.IsFinal);
            if (node.IsWaiting)
            {
                job.Children.ShouldBe(model.Counts(node));
                job.Progress!.Stage.ShouldBe("children");
            }

            job.Version.ShouldBeGreaterThanOrEqualTo(node.Seen);
            node.Seen = job.Version;
        }
    }
}
