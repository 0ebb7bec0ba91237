namespace ProgressHub.Client.Http;

/// <summary>Keeps to deadlines even where what is waited for does not.</summary>
internal static class Bounds
{
    /// <summary>Waits for a task that was given a token, and no longer than until that fires: a handler of the app may pass over it.</summary>
    /// <returns>Its result, which is disposed when it comes too late.</returns>
    public static async Task<T> EndAsync<T>(Task<T> task, CancellationToken ct) where T : IDisposable
    {
        try
        {
            return await task.WaitAsync(ct).ConfigureAwait(false);
        }
        catch
        {
            _ = task.ContinueWith(
                static late =>
                {
                    if (late.IsCompletedSuccessfully)
                    {
                        late.Result.Dispose();
                    }
                    else
                    {
                        // Looked at, so that nobody is told of it as unobserved.
                        _ = late.Exception;
                    }
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Waits for an ending that nothing more depends on: not longer than the time, and whatever becomes of it.</summary>
    public static async Task LeaveAsync(Task ending, TimeSpan most, TimeProvider time)
    {
        await ending.WaitAsync(most, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ = ending.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
