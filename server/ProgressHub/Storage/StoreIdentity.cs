namespace ProgressHub.Storage;

/// <summary>Opens the store, once, and knows its identity from then on.</summary>
internal sealed class StoreIdentity(IJobStore store)
{
    private readonly Lock _gate = new();
    private Task<string>? _opening;

    /// <summary>The identity; the store is open before anything asks.</summary>
    public string Id => _opening is { IsCompletedSuccessfully: true } opened
        ? opened.Result
        : throw new InvalidOperationException("The store is not open yet.");

    /// <exception cref="StoreStartException">It cannot be opened.</exception>
    public Task<string> OpenAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            return _opening ??= store.OpenAsync(ct);
        }
    }
}
