namespace ProgressHub.Client.Linking;

/// <summary>Delays with full jitter below a bound that doubles up to a cap: clients that lost their server together do not come back together.</summary>
internal sealed class Backoff(ClientRetry retry)
{
    private readonly Lock _gate = new();
    private TimeSpan _bound = retry.First;

    /// <summary>The next delay, anywhere from nothing to the bound.</summary>
    /// <param name="most">Another cap than the options have.</param>
    public TimeSpan Next(TimeSpan? most = null)
    {
        lock (_gate)
        {
            var cap = most ?? retry.Most;
            var bound = _bound < cap ? _bound : cap;
            _bound = bound * 2;
            return Random.Shared.NextDouble() * bound;
        }
    }

    /// <summary>Begins with the first bound again.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _bound = retry.First;
        }
    }
}
