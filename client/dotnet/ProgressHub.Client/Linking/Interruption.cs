namespace ProgressHub.Client.Linking;

/// <summary>Work that gives way to something more urgent. All of it happens on the side of the one who works, so whoever interrupts waits for nothing.</summary>
internal static class Interruption
{
    /// <summary>Works until the work ends by itself, or is woken, which cancels it.</summary>
    /// <param name="work">What is done; its token fires when it is interrupted.</param>
    /// <param name="wake">Interrupts it.</param>
    /// <param name="ct">Ends both.</param>
    /// <exception cref="OperationCanceledException">It was interrupted before it ended.</exception>
    public static async Task RunAsync(Func<CancellationToken, Task> work, Wake wake, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var (working, waking) = (work(either.Token), wake.WaitAsync(Timeout.InfiniteTimeSpan, either.Token));
        await Task.WhenAny(working, waking).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await ((Task)waking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await working.ConfigureAwait(false);
    }

    /// <summary>The same for work with a result.</summary>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, Wake wake, CancellationToken ct)
    {
        Task<T> working = null!;
        await RunAsync((Func<CancellationToken, Task>)(token => working = work(token)), wake, ct).ConfigureAwait(false);
        return await working.ConfigureAwait(false);
    }
}
