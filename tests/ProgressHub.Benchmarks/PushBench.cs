namespace ProgressHub.Benchmarks;

/// <summary>Delivery beside plain SignalR, part by part.</summary>
internal static class PushBench
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var parts = options.Parts("part", "1,2,4,5");
        if (parts.Contains("1"))
        {
            await PushFanOut.RunAsync(options);
        }

        if (parts.Contains("2"))
        {
            await PushStuck.RunAsync(options);
        }

        if (parts.Contains("4"))
        {
            await PushFirst.RunAsync(options);
        }

        if (parts.Contains("5"))
        {
            await PushBoards.RunAsync(options);
        }

        return 0;
    }
}
