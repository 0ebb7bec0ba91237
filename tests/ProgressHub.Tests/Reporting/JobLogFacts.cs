using Microsoft.Extensions.Logging;
using ProgressHub.Reporting;
using ProgressHub.TestKit;

namespace ProgressHub.Tests.Reporting;

[Trait("Invariant", "9 Reporting is free")]
public sealed class JobLogFacts
{
    private readonly ManualTime _time = new();
    private readonly JobLog _log;
    private int _told;

    public JobLogFacts() => _log = new JobLog(Snapshots.Running(), _time, _ => _told++);

    [Fact]
    public void LinesAreTakenInTheirOrderAndAgainUntilTheyAreStored()
    {
        _log.Add(LogLevel.Information, "one");
        _time.Advance(TimeSpan.FromSeconds(1));
        _log.Add(LogLevel.Error, "two");
        var taken = _log.Take();
        _log.Add(LogLevel.Debug, "three");

        taken.Select(line => (line.Level, line.Text)).ShouldBe([(LogLevel.Information, "one"), (LogLevel.Error, "two")]);
        (taken[1].At - taken[0].At).ShouldBe(TimeSpan.FromSeconds(1));
        _log.Take().ShouldBeSameAs(taken);
        _log.Stored().ShouldBeTrue();
        _log.Take().Single().Text.ShouldBe("three");
        _log.Stored().ShouldBeFalse();
        _log.Take().ShouldBeEmpty();
    }

    [Fact]
    public void TheFirstLineWakesWhoeverStoresAndTheNextOnesDoNot()
    {
        _log.Add(LogLevel.Information, "one");
        _log.Add(LogLevel.Information, "two");
        _told.ShouldBe(1);
        _log.IsWaiting.ShouldBeTrue();
        _log.Take();
        _log.Stored();
        _log.IsWaiting.ShouldBeFalse();
        _log.Add(LogLevel.Information, "three");
        _told.ShouldBe(2);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void OfAMillionLinesInATightLoopTheNewestWaitAndOneLineSaysHowManyAreGone()
    {
        for (var n = 1; n <= 1_000_000; n++)
        {
            _log.Add(LogLevel.Information, $"line {n}");
        }

        var taken = All();

        (taken[0].Level, taken[0].Text).ShouldBe((LogLevel.Warning, $"{1_000_000 - JobLog.MaxLines} lines dropped"));
        taken.Skip(1).Select(line => line.Text).ShouldBe(Enumerable.Range(1_000_001 - JobLog.MaxLines, JobLog.MaxLines).Select(n => $"line {n}"));
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void LinesOfTenMebibytesAreCutVisiblyAndWhatWaitsIsBounded()
    {
        var huge = new string('x', 10 << 20);
        for (var n = 0; n < 5_000; n++)
        {
            _log.Add(LogLevel.Information, huge);
        }

        var taken = All();

        taken[0].Text.ShouldEndWith("lines dropped");
        taken.Skip(1).ShouldAllBe(line => line.Text.Length == JobLog.MaxTextBytes - 2 && line.Text.EndsWith('…'));
        taken.Sum(line => (long)line.Text.Length).ShouldBeLessThanOrEqualTo(JobLog.MaxChars + JobLog.MaxTextBytes);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("a\r\nb\tc\u001b[2J", "a  b c [2J")]
    [InlineData("\u001b[1;31mred\u001b[0m \u001b[mplain", "\u001b[1;31mred\u001b[0m \u001b[mplain")]
    [InlineData("\u001b[31\u001b]0;title\u0007\u001b[3Hm", " [31 ]0;title  [3Hm")]
    [InlineData("whole \ud83d\ude00", "whole \ud83d\ude00")]
    public void TextThatMayNotBeShownIsMended(string? text, string shown)
    {
        _log.Add(LogLevel.Information, text);
        _log.Take().Single().Text.ShouldBe(shown);
    }

    // Not in the table above: an attribute cannot hold half a character.
    [Fact]
    public void HalfACharacterIsReplaced()
    {
        _log.Add(LogLevel.Information, "half \ud83d");
        _log.Add(LogLevel.Information, "\ude00 half");
        _log.Take().Select(line => line.Text).ShouldBe(["half \ufffd", "\ufffd half"]);
    }

    [Theory]
    [InlineData(LogLevel.None)]
    [InlineData((LogLevel)(-1))]
    [InlineData((LogLevel)99)]
    public void WhatIsNoLevelAddsNothing(LogLevel level)
    {
        _log.Add(level, "line");
        _log.Take().ShouldBeEmpty();
    }

    [Fact]
    public async Task ManyThreadsLoseNoLine()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(thread => Task.Run(() =>
        {
            for (var n = 0; n < 1000; n++)
            {
                _log.Add(LogLevel.Information, $"{thread}.{n}");
            }
        })));

        // Sorted here: to compare without order takes each line with every other.
        All().Select(line => line.Text).Order().ShouldBe(Enumerable.Range(0, 16).SelectMany(thread => Enumerable.Range(0, 1000).Select(n => $"{thread}.{n}")).Order());
    }

    [Fact]
    public void ALaterAttemptBeginsWithALineThatSaysSo()
    {
        var log = new JobLog(Snapshots.Running() with { Version = (3L << 32) + 1, Attempt = 2, MaxAttempts = 5 }, _time);
        log.Take().ShouldBeEmpty("an attempt that logs nothing leaves nothing");
        log.Add(LogLevel.Warning, "one");

        log.Take().Select(line => line.Text).ShouldBe(["Attempt 2 of 5", "one"]);
        log.Stored();
        log.Add(LogLevel.Warning, "two");
        log.Take().Single().Text.ShouldBe("two");
    }

    [Fact]
    public void AfterTheEndNothingIsAddedAndWhatWaitsCanStillBeTaken()
    {
        _log.Add(LogLevel.Information, "one");
        _log.Close();
        _log.Add(LogLevel.Information, "too late");

        _log.Take().Single().Text.ShouldBe("one");
        _log.Stored().ShouldBeFalse();
    }

    [Fact]
    public void AnAttemptThatHasLostItsJobForgetsItsLines()
    {
        _log.Add(LogLevel.Information, "one");
        _log.Take();
        _log.Abandon();
        _log.Add(LogLevel.Information, "two");

        _log.IsWaiting.ShouldBeFalse();
        _log.Take().ShouldBeEmpty();
    }

    private List<LoggedLine> All()
    {
        List<LoggedLine> all = [];
        do
        {
            all.AddRange(_log.Take());
        }
        while (_log.Stored());
        return all;
    }
}
