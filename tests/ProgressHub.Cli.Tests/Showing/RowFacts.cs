using ProgressHub.Cli.Showing;
using ProgressHub.Cli.Tests.Words;
using Spectre.Console;

namespace ProgressHub.Cli.Tests.Showing;

public sealed class RowFacts
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly JobSnapshot Import = WordFacts.Running(new()
    {
        Fraction = 0.53, Done = 1_204_331, Total = 2_270_000, Unit = "rows", RatePerSecond = 8_912, EtaSeconds = 120, Stage = "Import", Message = "routes.csv",
    }) with
    { StartedAt = Start, ReportedAt = Start.AddSeconds(20) };

    [Fact]
    public void ARowHasBarPercentageAmountRateAndTimeLeft()
    {
        var lines = Draw(130, Import);

        lines[0].ShouldBe("◑ import-csv  ━━━━━━━━━━━━━━━━━━━━━─────────────────── 53%".Replace(" 53%", "    53%", StringComparison.Ordinal) + "  1,204,331 of 2,270,000 rows  8,912 rows/s  about 2 min left");
        lines[1].ShouldStartWith("  Import · routes.csv");
        lines[1].ShouldEndWith("  019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11");
    }

    [Theory]
    [InlineData(79)]
    [InlineData(60)]
    [InlineData(40)]
    [InlineData(20)]
    [InlineData(5)]
    public void NoLineIsWiderThanTheScreen(int width)
    {
        var wide = Import with { Kind = "東京-kind-with-a-very-long-name", Progress = Import.Progress! with { Message = new string('東', 200) } };

        Draw(width, wide, Import).ShouldAllBe(line => Cells.Width(line) < width);
    }

    [Fact]
    public void OnlyWhatSucceededIsDrawnWhole()
    {
        var almost = Import with { Progress = new() { Fraction = 0.99999 } };
        Draw(60, almost)[0].ShouldContain('─');
        Draw(60, Import with { Progress = new() { Fraction = 0.00001 } })[0].ShouldContain('━');
        Draw(60, almost with { State = JobState.Succeeded, FinalizedAt = Start })[0].ShouldNotContain('─');
    }

    [Fact]
    public void WithoutJobsThereIsStillALineToRedraw()
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.Yes, Out = new AnsiConsoleOutput(writer) });

        Should.NotThrow(() => console.Live(new RowTable(new(hasUnicode: true))).Start(live => live.Refresh()));
    }

    [Fact]
    public void WithoutUnicodeThereAreLettersInstead() => Draw(80, false, Import)[0].ShouldStartWith("> import-csv  ###");

    [Fact]
    public void ADigitMoreNeverMovesItsNeighbours()
    {
        var table = new RowTable(new(hasUnicode: true));
        var wide = Draw(table, 120, Import)[0];
        var narrow = Draw(table, 120, Import with { Progress = Import.Progress! with { Done = 5, Fraction = 0.01 } })[0];

        narrow.IndexOf("8,912", StringComparison.Ordinal).ShouldBe(wide.IndexOf("8,912", StringComparison.Ordinal));
    }

    [Fact]
    public void AtTheEndAnErrorIsShownWhole()
    {
        var message = string.Join(' ', Enumerable.Range(0, 40).Select(number => $"word{number}"));
        var failed = Import with { Progress = null, State = JobState.Failed, FinalizedAt = Start, Error = new("x", message) };
        var table = new RowTable(new(hasUnicode: true)) { IsWhole = true };

        string.Join(' ', Draw(table, 60, failed).Skip(1).Select(line => line.Trim())).ShouldBe(message);
    }

    [Fact]
    public void OldDataHasNoTimeLeftAndNoRate()
    {
        var row = RowMaker.Of(Import, new(hasUnicode: true), Start.AddSeconds(20), isStale: true);

        (row.Rate, row.Standing, row.Percent).ShouldBe(("", "", "53%"));
    }

    private static string[] Draw(int width, params JobSnapshot[] jobs) => Draw(width, true, jobs);

    private static string[] Draw(int width, bool hasUnicode, params JobSnapshot[] jobs) => Draw(new RowTable(new(hasUnicode)), width, jobs);

    private static string[] Draw(RowTable table, int width, params JobSnapshot[] jobs)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        table.Rows = [.. jobs.Select(job => RowMaker.Of(job, table.Shapes, Start.AddSeconds(20), isStale: false))];
        console.Write(table);
        return writer.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToArray();
    }
}
