namespace ProgressHub.Storage;

/// <summary>Places in the order of queued jobs. Jobs without a concurrency key stand where they arrived; a job with one gets its place when its key's turn is over, behind all that have arrived.</summary>
internal static class Turns
{
    /// <summary>Between two arrivals there is room for 2^20 turns; more only come later than they should.</summary>
    public const int Shift = 20;

    public static long OfArrival(long seq) => seq << Shift;

    public static long Next(long last, long lastSeq) => Math.Max(last, OfArrival(lastSeq)) + 1;
}
