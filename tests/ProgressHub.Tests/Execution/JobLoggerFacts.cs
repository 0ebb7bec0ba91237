using Microsoft.Extensions.Logging;
using ProgressHub.Execution;
using ProgressHub.Reporting;

namespace ProgressHub.Tests.Execution;

public sealed class JobLoggerFacts
{
    private readonly JobLog _log = new(Snapshots.Running(), TimeProvider.System);
    private readonly ILogger _logger = new JobLoggerProvider().CreateLogger("Anything");

    [Fact]
    public void OutsideOfAJobItIsOff()
    {
        _logger.IsEnabled(LogLevel.Critical).ShouldBeFalse();
        Say(LogLevel.Critical, "nobody hears");
    }

    [Fact]
    public async Task WhatTheJobAndItsTasksSayComesIntoItsLogFromTheLevelOn()
    {
        using (JobLogger.ForwardTo(_log, LogLevel.Information))
        {
            Say(LogLevel.Debug, "too fine");
            Say(LogLevel.Information, "one");
            await Task.Run(() => Say(LogLevel.Warning, "two"));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                await Task.Yield();
                Say(LogLevel.Error, "three");
            }));
            _logger.IsEnabled(LogLevel.None).ShouldBeFalse();
        }

        Say(LogLevel.Critical, "over");
        _log.Take().Select(line => line.Text).ShouldBe(["one", "two", "three", "three", "three", "three"]);
    }

    [Fact]
    public void AnExceptionIsAppendedInOneLine()
    {
        using (JobLogger.ForwardTo(_log, LogLevel.Information))
        {
            _logger.Log(LogLevel.Error, default, "it failed", new InvalidOperationException("of\nthis"), static (text, _) => text);
        }

        _log.Take().Single().Text.ShouldBe("it failed System.InvalidOperationException: of this");
    }

    [Fact]
    public void NothingComesBelowTheLevelNone()
    {
        using (JobLogger.ForwardTo(_log, LogLevel.None))
        {
            Say(LogLevel.Critical, "unheard");
        }

        _log.Take().ShouldBeEmpty();
    }

    private void Say(LogLevel level, string text) => _logger.Log(level, default, text, null, static (said, _) => said);
}
