using ProgressHub.Publishing;
using ProgressHub.Storage;

namespace ProgressHub.Tests.Publishing;

public sealed class GroupRollupFacts
{
    private static readonly GroupName Name = new("team:film");

    [Fact]
    public void CountsFollowEveryChange()
    {
        var rollup = new GroupRollup(Name);
        var job = Snapshots.Queued();
        rollup.Apply(job.ToMember());
        rollup.Apply(job.Claimed().ToMember());
        Summary(rollup).ByState.ShouldBe(new Dictionary<string, long> { ["running"] = 1 });
        rollup.Apply(job.Claimed().Ended().ToMember());
        Summary(rollup).ByState.ShouldBe(new Dictionary<string, long> { ["succeeded"] = 1 });
        rollup.Remove(job.Id);
        Summary(rollup).Total.ShouldBe(0);
    }

    [Fact]
    public void TheFirstReadingAndTheChangesMayArriveInAnyOrder()
    {
        var job = Snapshots.Queued();
        var (queued, ended) = (job.ToMember(), job.Claimed().Ended().ToMember());
        var rollup = new GroupRollup(Name);
        rollup.Apply(ended);
        rollup.Apply(queued);
        Summary(rollup).ByState.ShouldBe(new Dictionary<string, long> { ["succeeded"] = 1 });
    }

    [Fact]
    public void AJobRemovedDuringTheFirstReadingStaysRemoved()
    {
        var job = Snapshots.Queued().ToMember();
        var rollup = new GroupRollup(Name);
        rollup.Remove(job.Id);
        rollup.Apply(job);
        Summary(rollup).Total.ShouldBe(0);
    }

    [Fact]
    public void WhereUnitsAgreeLargeJobsWeighMore()
    {
        var rollup = new GroupRollup(Name);
        rollup.Apply(Member(done: 900, total: 900));
        rollup.Apply(Member(done: 0, total: 100));
        Summary(rollup).Fraction.ShouldBe(0.9);
        Summary(rollup).Unit.ShouldBe("B");
    }

    [Fact]
    public void AJobOfUnknownSizeCountsAsAnAverageOne()
    {
        var rollup = new GroupRollup(Name);
        rollup.Apply(Member(done: 100, total: 100));
        rollup.Apply(Snapshots.Queued().ToMember());
        Summary(rollup).Fraction.ShouldBe(0.5);
    }

    [Fact]
    public void WhereUnitsDifferEachJobCountsAlike()
    {
        var rollup = new GroupRollup(Name);
        rollup.Apply(Member(done: 900, total: 900));
        rollup.Apply(Member(done: 0, total: 100) with { Unit = "files" });
        Summary(rollup).Fraction.ShouldBe(0.5);
        Summary(rollup).Unit.ShouldBeNull();
    }

    [Fact]
    public void AFailedJobIsOver()
    {
        var rollup = new GroupRollup(Name);
        rollup.Apply(Snapshots.Running().Ended(JobState.Failed).ToMember());
        Summary(rollup).Fraction.ShouldBe(1);
    }

    [Fact]
    public void DifferencesAddUpToWhatAFullCountGives()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var kept = new GroupRollup(Name);
        var newest = new Dictionary<JobId, GroupMember>();
        for (var step = 0; step < 5_000; step++)
        {
            var old = newest.Count > 0 && random.Next(4) > 0 ? newest.Values.ElementAt(random.Next(newest.Count)) : Member(0, 100);
            if (random.Next(10) == 0 && newest.Remove(old.Id))
            {
                kept.EndOfReading();
                kept.Remove(old.Id);
                continue;
            }

            var next = old with
            {
                Version = old.Version + random.Next(3) - 1,
                State = (JobState)random.Next(6),
                Done = random.Next(100),
                Total = random.Next(3) == 0 ? null : random.Next(1, 1000),
                Fraction = random.Next(3) == 0 ? null : random.NextDouble(),
                Unit = random.Next(50) == 0 ? "files" : "B",
            };
            kept.Apply(next);
            if (!newest.TryGetValue(next.Id, out var known) || next.Version > known.Version)
            {
                newest[next.Id] = next;
            }
        }

        var full = new GroupRollup(Name);
        foreach (var member in newest.Values)
        {
            full.Apply(member);
        }

        var (left, right) = (Summary(kept), Summary(full));
        left.Total.ShouldBe(right.Total, $"seed {seed}");
        left.ByState.ShouldBe(right.ByState, ignoreOrder: true, $"seed {seed}");
        left.Fraction!.Value.ShouldBe(right.Fraction!.Value, 1e-6, $"seed {seed}");
        (left.Done, left.WorkTotal, left.Unit).ShouldBe((right.Done, right.WorkTotal, right.Unit), $"seed {seed}");
    }

    private static GroupSummary Summary(GroupRollup rollup) => rollup.Summarize(Snapshots.Noon);

    private static GroupMember Member(long done, long total) =>
        Snapshots.Running().ToMember() with { Done = done, Total = total, Fraction = (double)done / total, Unit = "B" };
}
