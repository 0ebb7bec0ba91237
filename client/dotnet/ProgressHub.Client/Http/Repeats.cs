using ProgressHub.Client.Linking;

namespace ProgressHub.Client.Http;

/// <summary>Repeats a request that a passing fault has stopped, for as long as the options say.</summary>
internal sealed class Repeats(ClientRetry retry, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private readonly Backoff _backoff = new(retry);

    /// <summary>Waits for the next try; false when the fault is to be thrown.</summary>
    public async Task<bool> WaitAsync(ProgressHubException fault, CancellationToken ct)
    {
        var delay = _backoff.Next();
        delay = fault.RetryAfter > delay ? fault.RetryAfter.Value : delay;
        if (!fault.IsTransient || time.GetElapsedTime(_began) + delay > retry.GiveUpAfter)
        {
            return false;
        }

        await Task.Delay(delay, time, ct).ConfigureAwait(false);
        return true;
    }
}
