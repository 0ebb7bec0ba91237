using ProgressHub.Cli.Arguments;

namespace ProgressHub.Cli.Tests.Arguments;

public sealed class DurationFacts
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("0.5", 0.5)]
    [InlineData("500ms", 0.5)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5_400)]
    [InlineData("2d", 172_800)]
    public void DurationsAreReadAsOneTypesThem(string text, double seconds)
    {
        Durations.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 minutes")]
    [InlineData("99999999d")]
    public void EverythingElseIsRefused(string text) => Durations.TryParse(text, out _).ShouldBeFalse();
}
