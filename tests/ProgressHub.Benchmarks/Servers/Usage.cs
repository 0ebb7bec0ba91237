using ProgressHub.Benchmarks.Processes;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>What a process has used up to a moment.</summary>
/// <param name="CpuSeconds">User and kernel time of all its threads.</param>
/// <param name="At">When, in seconds of the machine's monotonic clock.</param>
/// <param name="ManagedBytes">Live objects after a full collection; else what the heap holds.</param>
/// <param name="ResidentBytes">Physical memory.</param>
internal sealed record Usage(double CpuSeconds, double At, long ManagedBytes, long ResidentBytes)
{
    public static Usage Read(bool collect)
    {
        if (collect)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        using var self = Process.GetCurrentProcess();
        return new(
            Environment.CpuUsage.TotalTime.TotalSeconds,
            Stopwatch.GetElapsedTime(0).TotalSeconds,
            GC.GetTotalMemory(forceFullCollection: false),
            self.WorkingSet64);
    }

    public static void Offer(CallTable commands)
    {
        commands.On("usage", () => Read(collect: false));
        commands.On("collect", () => Read(collect: true));
    }
}
