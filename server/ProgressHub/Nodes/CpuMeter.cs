namespace ProgressHub.Nodes;

/// <summary>How much of the machine's cores this process uses, from one reading to the next.</summary>
internal sealed class CpuMeter(TimeProvider time)
{
    private long _readAt = time.GetTimestamp();
    private TimeSpan _used = Used();

    /// <summary>0 to 1, to two digits; since the reading before.</summary>
    public double Read()
    {
        var (since, before) = (time.GetElapsedTime(_readAt), _used);
        (_readAt, _used) = (time.GetTimestamp(), Used());
        return since > TimeSpan.Zero ? Math.Round(Math.Clamp((_used - before) / since / Environment.ProcessorCount, 0, 1), 2) : 0;
    }

    // Not known everywhere; then nothing is used.
    private static TimeSpan Used() => OperatingSystem.IsBrowser() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() ? TimeSpan.Zero : Environment.CpuUsage.TotalTime;
}
