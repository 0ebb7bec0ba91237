namespace ProgressHub.Benchmarks.Servers;

/// <summary>Sends to the group at a rate, or as fast as the send is awaited.</summary>
internal static class Publisher
{
    public static async Task<PublishAnswer> RunAsync(Subject subject, PublishPlan plan)
    {
        var clock = Stopwatch.StartNew();
        var sent = 0L;
        var snapshot = Sample.First;
        while (clock.Elapsed.TotalSeconds < plan.Seconds)
        {
            snapshot = Sample.Next(snapshot, Stopwatch.GetTimestamp());
            await subject.SendAsync([snapshot]);
            sent++;
            var early = plan.PerSecond > 0 ? sent / plan.PerSecond - clock.Elapsed.TotalSeconds : 0;
            if (early > 0.001)
            {
                await Task.Delay(TimeSpan.FromSeconds(early));
            }
        }

        return new(sent, clock.Elapsed.TotalSeconds);
    }
}
