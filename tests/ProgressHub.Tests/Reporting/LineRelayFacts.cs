using ProgressHub.Reporting;

namespace ProgressHub.Tests.Reporting;

public sealed class LineRelayFacts
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Trace", "Trace")]
    [InlineData("debug", "Debug")]
    [InlineData(" WARN ", "Warning")]
    [InlineData("err", "Error")]
    [InlineData("fatal", "Critical")]
    [InlineData("None", "Information")]
    [InlineData("loud", "Information")]
    [InlineData(null, "Information")]
    public void LevelsHaveTheNamesOfNet(string? given, string expected) => Mend(new() { Level = given, Text = "x" }).Level.ToString().ShouldBe(expected);

    [Fact]
    public void ALineIsOneLineAndCutAtFourKibibytes()
    {
        Mend(new() { Text = "a\nb\u001b[2J" }).Text.ShouldBe("a b [2J");
        Mend(new() { Text = new string('x', 1 << 20) }).Text.Length.ShouldBe(4096 - 2);
    }

    [Fact]
    public void NoLineComesFromTheFuture()
    {
        Mend(new() { Text = "x" }).At.ShouldBe(Now);
        Mend(new() { Text = "x", At = Now.AddYears(1) }).At.ShouldBe(Now);
        Mend(new() { Text = "x", At = Now.AddMinutes(-1).ToOffset(TimeSpan.FromHours(2)) }).At.ShouldBe(Now.AddMinutes(-1));
    }

    private static LoggedLine Mend(ReportedLine line) => LineRelay.Mend([line], Now).ShouldHaveSingleItem();
}
