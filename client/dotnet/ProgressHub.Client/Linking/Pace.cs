namespace ProgressHub.Client.Linking;

/// <summary>Lets one go through per gap, in the order of asking: the bound on what a client sends to a server that is down.</summary>
internal sealed class Pace(TimeSpan gap, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _next;

    public async Task WaitAsync(CancellationToken ct)
    {
        TimeSpan delay;
        lock (_gate)
        {
            var now = time.GetElapsedTime(_began);
            delay = _next > now ? _next - now : TimeSpan.Zero;
            _next = now + delay + gap;
        }

        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time, ct).ConfigureAwait(false);
        }
    }
}
