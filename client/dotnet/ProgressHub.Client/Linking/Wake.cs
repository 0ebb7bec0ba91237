namespace ProgressHub.Client.Linking;

/// <summary>Wakes one loop, at once or at its next wait; how often it was set meanwhile does not matter.</summary>
internal sealed class Wake(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _set = New();

    public void Set()
    {
        lock (_gate)
        {
            _set.TrySetResult();
        }
    }

    /// <summary>Forgets that it was set: what is begun now sees all that is new.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (_set.Task.IsCompleted)
            {
                _set = New();
            }
        }
    }

    /// <summary>Waits until it is set, and clears it. True if it was; false if the time was over first.</summary>
    public async Task<bool> WaitAsync(TimeSpan most, CancellationToken ct)
    {
        Task set;
        lock (_gate)
        {
            set = _set.Task;
        }

        try
        {
            await set.WaitAsync(most, time, ct).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }

        lock (_gate)
        {
            _set = New();
        }

        return true;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
