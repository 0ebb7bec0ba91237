using System.Text;

namespace ProgressHub.Tests.Reporting;

[Trait("Invariant", "9 Reporting is free")]
public sealed class StageLimitFacts
{
    private readonly ReportedJob _job = new();

    private JobReporter Progress => _job.Progress;

    [Fact]
    public void AReportToAStageAllocatesNothing()
    {
        using var stage = Progress.Stage("Download").Stage("Page");
        stage.Report(1, 100, "files", "warm");
        stage.Increment();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            stage.Report(i);
            stage.Increment(2);
            stage.Report(i, 10_000, "files", "constant");
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void SixteenStagesAreShownAndTheNextOneWorksUnseen()
    {
        Progress.Stages([.. Enumerable.Range(1, 16).Select(n => ($"part {n}", 1.0))]);
        using var last = Progress.Stage("part 16");
        last.Report(1, 2);
        using (var more = Progress.Stage("part 17"))
        {
            more.Report(1, 2, "files", "still heard");
            more.Stage("inside").Report(3);
            (_job.Shown().Message, _job.Shown().Stage).ShouldBe(("still heard", "part 16"));
        }

        _job.Shown().Stages!.Select(stage => stage.Name).ShouldBe(Enumerable.Range(1, 16).Select(n => $"part {n}"));
        (_job.Shown().Message, _job.Shown().Fraction).ShouldBe((null, 0.03125));
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void StagesThreeDeepAreShownAndTheNextOneWorksUnseen()
    {
        var third = Progress.Stage("1").Stage("2").Stage("3");
        third.Report(1, 2);
        var fourth = third.Stage("4");
        fourth.Report(9, 10);
        fourth.Stage("5").Dispose();
        fourth.Dispose();
        _job.Line().ShouldBe("1 Running 0.125, >2 Running 0.25, >>3 Running 0.5");
    }

    [Fact]
    public void WhatADisposedStageReportsIsIgnored()
    {
        var stage = Progress.Stage("Download");
        stage.Report(1, 4);
        stage.Dispose();
        var shown = _job.Shown();
        stage.Dispose();
        stage.Report(2);
        stage.Report(2, 4, "B", "late");
        stage.Report("late");
        stage.Increment();
        stage.AsPercent().Report(3);
        stage.AsBytes(4).Report(3);
        ((IProgress<JobProgress>)stage).Report(new() { Done = 3, Message = "late" });
        stage.Reset();
        stage.Stages(("late", 1));
        stage.Stage("late").Report(4, 4, "B", "late");

        (_job.Shown() with { Stages = null }).ShouldBe(shown with { Stages = null });
        _job.Shown().Stages!.Single().ShouldBe(new JobStage { Name = "Download", Weight = 1, State = StageState.Completed, Fraction = 1, Done = 1, Total = 4 });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1e-300, 0.001)]
    [InlineData(double.PositiveInfinity, 1_000_000)]
    [InlineData(2.5, 2.5)]
    public void AWeightThatMakesNoSenseIsMended(double weight, double shown)
    {
        Progress.Stage("a", weight);
        _job.Shown().Stages!.Single().Weight.ShouldBe(shown);
    }

    [Fact]
    public void ANameThatMakesNoSenseIsMended()
    {
        Progress.Stage(null!);
        Progress.Stage(" ");
        Progress.Stage("a\u001bb\ud83d");
        Progress.Stage(new string('x', 1 << 20));
        var names = _job.Shown().Stages!.Select(stage => stage.Name).ToList();
        names[..3].ShouldBe(["stage", "stage", "a b\ufffd"]);
        (Encoding.UTF8.GetByteCount(names[3]), names[3][^1]).ShouldBe((64, '…'));
    }

    [Fact]
    public void AStageThatIsStartedOverLosesItsParts()
    {
        using var outer = Progress.Stage("outer");
        var inner = outer.Stage("inner");
        inner.Report(1, 2);
        _job.Line().ShouldBe("outer Running 0.25, >inner Running 0.5");
        outer.Reset();
        inner.Report(2, 2);
        inner.Dispose();
        _job.Line().ShouldBe("outer Running ?");
        _job.Shown().Stage.ShouldBe("outer");
    }
}
