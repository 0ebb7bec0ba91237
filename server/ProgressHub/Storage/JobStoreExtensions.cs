namespace ProgressHub.Storage;

/// <summary>Shorter calls of a store.</summary>
public static class JobStoreExtensions
{
    /// <summary>Stores new jobs, in one commit.</summary>
    /// <exception cref="ArgumentException">There is a job with one of the ids already.</exception>
    public static Task EnqueueAsync(this IJobStore store, IReadOnlyList<NewJob> jobs, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.EnqueueAsync(jobs, key: null, ct);
    }
}
