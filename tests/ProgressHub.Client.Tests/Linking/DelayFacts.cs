using ProgressHub.Client.Linking;

namespace ProgressHub.Client.Tests.Linking;

public sealed class DelayFacts
{
    [Fact]
    public void DelaysAreAnywhereBelowABoundThatDoublesUpToTheCap()
    {
        var retry = new ClientRetry { First = TimeSpan.FromSeconds(1), Most = TimeSpan.FromSeconds(4) };
        var most = new double[5];
        for (var run = 0; run < 2_000; run++)
        {
            var backoff = new Backoff(retry);
            for (var n = 0; n < most.Length; n++)
            {
                most[n] = Math.Max(most[n], backoff.Next().TotalSeconds);
            }
        }

        double[] bounds = [1, 2, 4, 4, 4];
        most.Zip(bounds).ShouldAllBe(pair => pair.First <= pair.Second && pair.First > pair.Second * 0.9);
    }

    [Fact]
    public void AnotherCapCountsForTheMomentItIsGiven()
    {
        var backoff = new Backoff(new() { First = TimeSpan.FromSeconds(1), Most = TimeSpan.FromSeconds(2) });
        for (var n = 0; n < 20; n++)
        {
            backoff.Next(TimeSpan.FromSeconds(15)).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        }

        backoff.Next().ShouldBeLessThan(TimeSpan.FromSeconds(2));
        backoff.Reset();
        backoff.Next().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task OneGoesThroughPerGapInTheOrderOfAsking()
    {
        var time = new ManualTime();
        var pace = new Pace(TimeSpan.FromSeconds(1), time);

        var waits = Enumerable.Range(0, 3).Select(_ => pace.WaitAsync(default)).ToList();

        waits.Select(wait => wait.IsCompleted).ShouldBe([true, false, false]);
        time.Advance(TimeSpan.FromSeconds(1));
        await waits[1].Within();
        waits[2].IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        await waits[2].Within();
        time.Advance(TimeSpan.FromSeconds(10));
        pace.WaitAsync(default).IsCompleted.ShouldBeTrue("gaps that nobody used are not saved up");
        pace.WaitAsync(default).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task AWakeThatWasSetBeforeTheWaitIsNotLost()
    {
        var time = new ManualTime();
        var wake = new Wake(time);
        wake.Set();
        wake.Set();

        (await wake.WaitAsync(TimeSpan.FromSeconds(1), default)).ShouldBeTrue();
        var waiting = wake.WaitAsync(TimeSpan.FromSeconds(1), default);
        waiting.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));

        (await waiting.Within()).ShouldBeFalse();
    }
}
