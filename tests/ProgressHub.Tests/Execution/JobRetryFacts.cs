namespace ProgressHub.Tests.Execution;

public sealed class JobRetryFacts
{
    private static readonly JobRetry Retry = JobRetry.Exponential(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(9, 300)]
    [InlineData(1000, 300)]
    public void TheBoundDoublesUpToItsMost(int failed, double seconds)
    {
        var delays = Enumerable.Range(0, 1000).Select(_ => Retry.Delay(failed).TotalSeconds).ToList();
        delays.ShouldAllBe(delay => delay >= 0 && delay <= seconds);
        delays.Max().ShouldBeGreaterThan(seconds * 0.9);
        delays.Min().ShouldBeLessThan(seconds * 0.1);
    }

    [Fact]
    public void AMostBelowTheFirstIsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => JobRetry.Exponential(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
}
