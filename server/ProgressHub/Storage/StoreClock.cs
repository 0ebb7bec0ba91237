namespace ProgressHub.Storage;

/// <summary>Time as stores measure it: leases and waits run on the monotonic clock, which no correction of the wall clock moves and which all processes of one machine share.</summary>
internal static class StoreClock
{
    public static long MonotonicMs(this TimeProvider time) => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>The moment <paramref name="wait"/> from now; a wait that would never end is cut to a hundred years.</summary>
    public static long MonotonicMs(this TimeProvider time, TimeSpan wait) =>
        time.MonotonicMs() + (long)Math.Clamp(wait.TotalMilliseconds, 0, 36_500d * 24 * 3600 * 1000);

    /// <summary>Times are stored and shown in whole milliseconds.</summary>
    public static DateTimeOffset NowInMs(this TimeProvider time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
