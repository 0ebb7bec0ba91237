namespace ProgressHub.Hubs;

/// <summary>Twenty calls a second, and as many at once: enough for any page, too few to keep a server busy.</summary>
internal sealed class CallBudget(TimeProvider time)
{
    private const double PerSecond = 20;

    private double _left = PerSecond;
    private long _at = time.GetTimestamp();

    /// <summary>Takes one call; false when there is none left now. Called by one thread at a time.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(PerSecond, _left + time.GetElapsedTime(_at, now).TotalSeconds * PerSecond);
        _at = now;
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
