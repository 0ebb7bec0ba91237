namespace ProgressHub.Client.Linking;

/// <summary>Keeps how the link stands, and tells of every change.</summary>
internal sealed class LinkStates(TimeProvider time)
{
    private readonly Lock _gate = new();
    private LinkView _now = new(LinkState.Connecting, time.GetUtcNow(), null);

    public event Action? Changed;

    public LinkView Now => Volatile.Read(ref _now);

    /// <summary>Goes to a state; nothing follows <see cref="LinkState.Closed"/>, and the same state with the same reason is no change.</summary>
    public void Go(LinkState state, string? reason = null)
    {
        lock (_gate)
        {
            if (_now.State is LinkState.Closed || _now.State == state && _now.Reason == reason)
            {
                return;
            }

            Volatile.Write(ref _now, new(state, _now.State == state ? _now.Since : time.GetUtcNow(), reason));
        }

        Changed?.Invoke();
    }
}
