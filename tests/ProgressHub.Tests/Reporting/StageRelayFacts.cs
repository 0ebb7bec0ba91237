using ProgressHub.Reporting;

namespace ProgressHub.Tests.Reporting;

public sealed class StageRelayFacts
{
    private readonly JobReporter _reporter = new(static () => { });
    private readonly StageRelay _stages;

    public StageRelayFacts() => _stages = new StageRelay(_reporter);

    [Fact]
    public void TheNameOfTheNextStageCompletesTheOnesThatRan()
    {
        _stages.Take([Item("a", 3), Item("b")], "a");
        States().ShouldBe(["a running", "b waiting"]);

        _stages.Take([], "b");
        States().ShouldBe(["a completed", "b running"]);

        _stages.Take([], "a");
        States().ShouldBe(["a completed", "b running"]);
    }

    [Fact]
    public void StagesThatAReportSpeaksOfRunSideBySide()
    {
        _stages.Take([Item("a") with { Done = 1 }, Item("b")], null);
        _stages.Take([Item("a") with { Done = 2 }], "b");

        States().ShouldBe(["a running", "b running"]);
    }

    [Fact]
    public void UndeclaredStagesLeaveRoomForOneMore()
    {
        _stages.Take([], "a");
        _stages.Take([], "b");

        States().ShouldBe(["a completed", "b running"]);
        Read().Fraction.ShouldNotBeNull().ShouldBe(1 / 3.0, 1e-9);
    }

    [Fact]
    public void AStageDeeperThanItsPlaceAllowsIsPartOfTheNearestOne()
    {
        _stages.Take([Item("a") with { Depth = 9 }, Item("b") with { Depth = 9 }, Item("c") with { Depth = 9 }, Item("d") with { Depth = 9 }, Item("e") with { Depth = -1 }], null);

        _reporter.TryTake(out var values).ShouldBeTrue();
        values.Stages!.All.Select(stage => (stage.Name, stage.Depth)).ShouldBe([("a", null), ("b", 2), ("c", 3), ("d", 3), ("e", null)]);
    }

    [Fact]
    public void AStageBeginsWithItsPart()
    {
        _stages.Take([Item("a"), Item("part") with { Depth = 2 }, Item("b") with { State = StageState.Running }], "part");

        States().ShouldBe(["a running", "part running", "b running"]);
    }

    [Fact]
    public void TheEndCompletesWhatRuns()
    {
        _stages.Take([Item("a"), Item("b")], "a");

        _stages.Complete();

        States().ShouldBe(["a completed", "b waiting"]);
    }

    private static StageReport Item(string name, double? weight = null) => new() { Name = name, Weight = weight };

    private IEnumerable<string> States() => Read().All.Select(stage => $"{stage.Name} {stage.State.ToString().ToLowerInvariant()}");

    private ReportedStages Read()
    {
        _reporter.Touch();
        _reporter.TryTake(out var values).ShouldBeTrue();
        return values.Stages!;
    }
}
