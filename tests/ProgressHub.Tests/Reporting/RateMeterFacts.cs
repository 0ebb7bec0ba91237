using ProgressHub.Reporting;

namespace ProgressHub.Tests.Reporting;

public sealed class RateMeterFacts
{
    [Fact]
    public void ARateIsUnknownDuringTheFirstSecond()
    {
        var meter = new RateMeter();
        meter.Update(Snapshots.Noon, 0).ShouldBeNull();
        meter.Update(Snapshots.Noon.AddSeconds(0.9), 90).ShouldBeNull();
        meter.Update(Snapshots.Noon.AddSeconds(1), 100).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(2)]
    public void ASteadyJobsRateIsRightWithin20PercentAfter5Seconds(double gap)
    {
        var meter = new RateMeter();
        var noise = new Random(7);
        double? rate = null;
        for (var at = 0.0; at <= 6; at += gap)
        {
            rate = meter.Update(Snapshots.Noon.AddSeconds(at), 100 * at + noise.NextDouble() * 5);
        }

        rate.ShouldNotBeNull();
        rate.Value.ShouldBe(100, tolerance: 20);
    }

    [Fact]
    public void ARateThatChangesIsFollowed()
    {
        var meter = new RateMeter();
        var (done, rate) = (0.0, (double?)null);
        for (var step = 0; step < 1000; step++)
        {
            done += step < 500 ? 10 : 1;
            rate = meter.Update(Snapshots.Noon.AddSeconds(step * 0.1), done);
        }

        rate!.Value.ShouldBe(10, tolerance: 1);
    }

    [Fact]
    public void AFallingAmountStartsTheMeterAnew()
    {
        var meter = new RateMeter();
        meter.Update(Snapshots.Noon, 0);
        meter.Update(Snapshots.Noon.AddSeconds(2), 200).ShouldBe(100);
        meter.Update(Snapshots.Noon.AddSeconds(3), 10).ShouldBeNull();
    }

    [Fact]
    public void ReportsCloserThanCanBeMeasuredDoNotDisturb()
    {
        var meter = new RateMeter();
        meter.Update(Snapshots.Noon, 0);
        double? rate = null;
        for (var i = 1; i <= 4000; i++)
        {
            rate = meter.Update(Snapshots.Noon.AddMilliseconds(i), i);
        }

        rate!.Value.ShouldBe(1000, tolerance: 10);
    }
}
