namespace ProgressHub.Tests.Reporting;

public sealed class StageFacts
{
    private readonly ReportedJob _job = new();

    private JobReporter Progress => _job.Progress;

    [Fact]
    public void TheWholeIsMadeOfTheWeightsOfDeclaredStages()
    {
        Progress.Stages(("Download", 3), ("Unpack", 1));
        _job.Line().ShouldBe("Download Waiting ?, Unpack Waiting ?");
        _job.Shown().Fraction.ShouldBeNull();

        var download = Progress.Stage("Download");
        download.Report(50, 100, "B");
        _job.Shown().Fraction.ShouldBe(0.375);
        download.Dispose();
        _job.Shown().Fraction.ShouldBe(0.75);
        using (var unpack = Progress.Stage("Unpack"))
        {
            unpack.Report(1, 2);
            _job.Shown().Fraction.ShouldBe(0.875);
        }

        _job.Shown().Fraction.ShouldBe(1);
        _job.Line().ShouldBe("Download Completed 1, Unpack Completed 1");
    }

    [Fact]
    public void AStageThatWasNotDeclaredLeavesRoomForAnother()
    {
        using (var download = Progress.Stage("Download", weight: 3))
        {
            ((IProgress<double>)download).Report(1);
            _job.Shown().Fraction.ShouldBe(0.75);
        }

        using var unpack = Progress.Stage("Unpack");
        unpack.Report(3, 4);
        _job.Shown().Fraction.ShouldBe(0.75);
        unpack.Report(4, 4);
        _job.Shown().Fraction.ShouldBe(0.8);
    }

    [Fact]
    public void AStageShowsWhatItCounts()
    {
        using var stage = Progress.Stage("Download", weight: 3);
        stage.Report(20, 50, "files", "photo-20.jpg");
        _job.Shown().Stages!.Single().ShouldBe(new JobStage
        {
            Name = "Download", Weight = 3, State = StageState.Running, Fraction = 0.4, Done = 20, Total = 50, Unit = "files",
        });
        _job.Shown().Message.ShouldBe("photo-20.jpg");
        _job.Shown().Done.ShouldBeNull();
    }

    [Fact]
    public void TheInnermostStageThatRunsNamesTheWork()
    {
        using (var outer = Progress.Stage("Import"))
        {
            outer.Stages(("Read", 1), ("Write", 1));
            _job.Shown().Stage.ShouldBe("Import");
            using (var read = outer.Stage("Read"))
            {
                using var parse = read.Stage("Parse");
                parse.Report(1, 4);
                _job.Shown().Stage.ShouldBe("Parse");
            }

            _job.Shown().Stage.ShouldBe("Import");
            _job.Line().ShouldBe("Import Running 0.5, >Read Completed 1, >>Parse Completed 1, >Write Waiting ?");
        }

        _job.Shown().Stage.ShouldBeNull();
    }

    [Fact]
    public void PartsStandBehindTheirWhole()
    {
        Progress.Stages(("A", 1), ("B", 1));
        var (b, a) = (Progress.Stage("B"), Progress.Stage("A"));
        b.Stage("b1");
        a.Stage("a1");
        b.Stage("b2");
        _job.Shown().Stages!.Select(stage => stage.Name).ShouldBe(["A", "a1", "B", "b1", "b2"]);
    }

    [Fact]
    public void TheNewestMessageIsShownUntilItsStageIsOver()
    {
        Progress.Report("begins");
        using (var stage = Progress.Stage("Download"))
        {
            stage.Report("photo-20.jpg");
            _job.Shown().Message.ShouldBe("photo-20.jpg");
            Progress.Report("slow line");
            _job.Shown().Message.ShouldBe("slow line");
            stage.Report("photo-21.jpg");
        }

        _job.Shown().Message.ShouldBeNull();
    }

    [Fact]
    public void AWholeOfWhichNoPartKnowsItsEndHasNoFraction()
    {
        Progress.Stages(("Wait", 1), ("Work", 1));
        using (var wait = Progress.Stage("Wait"))
        {
            wait.Report("waiting for the scanner");
            _job.Shown().Fraction.ShouldBeNull();
        }

        _job.Shown().Fraction.ShouldBe(0.5);
    }

    [Fact]
    public void TheFractionNeverFallsUnlessTheJobSaysSo()
    {
        using var stage = Progress.Stage("Download");
        Progress.Stages();
        stage.Report(50, 100);
        _job.Shown().Fraction.ShouldBe(0.5);
        stage.Report(20, 100);
        _job.Line().ShouldBe("Download Running 0.5");
        Progress.Stages(("Surprise", 9));
        (_job.Shown().Fraction, _job.Shown().Stages![0].Done).ShouldBe((0.5, 20));

        stage.Reset();
        stage.Report(20, 100);
        _job.Shown().Fraction.ShouldBe(0.02);
        Progress.Reset();
        (_job.Shown().Fraction, _job.Shown().Stages).ShouldBe((null, null));
        Progress.Report(1, 1000);
        _job.Shown().Fraction.ShouldBe(0.001);
    }

    [Fact]
    public void WithoutStagesAFallingAmountHoldsTheFraction()
    {
        Progress.Report(50, 100);
        _job.Shown();
        Progress.Report(50, 200);
        (_job.Shown().Fraction, _job.Shown().Total).ShouldBe((0.5, 200));
        Progress.Report(120, 200);
        _job.Shown().Fraction.ShouldBe(0.6);
    }

    [Fact]
    public void AnExceptionOnItsWayOutCompletesNothing()
    {
        Progress.Stages(("Download", 1), ("Unpack", 1));
        using (var download = Progress.Stage("Download"))
        {
            download.Report(10, 10);
        }

        using (var unpack = Progress.Stage("Unpack"))
        {
            unpack.Report(1, 4, "files", "broken.zip");
        }

        Progress.ReopenStages();
        _job.Line().ShouldBe("Download Completed 1, Unpack Running 0.25");
        (_job.Shown().Stage, _job.Shown().Message, _job.Shown().Fraction).ShouldBe(("Unpack", "broken.zip", 0.625));
    }

    [Fact]
    public async Task StagesRunSideBySide()
    {
        Progress.Stages([.. Enumerable.Range(1, 8).Select(n => ($"part {n}", (double)n))]);
        await Parallel.ForAsync(1, 9, async (n, ct) =>
        {
            using var stage = Progress.Stage($"part {n}");
            for (var i = 0; i < 1000; i++)
            {
                stage.Report(i, 1000);
                if (i % 100 == 0)
                {
                    _ = Progress.TryTake(out var values) && values.Fraction > 0;
                    await Task.Yield();
                }
            }
        });
        _job.Shown().Fraction.ShouldBe(1);
        _job.Shown().Stages!.ShouldAllBe(stage => stage.State == StageState.Completed && stage.Done == 999);
    }
}
