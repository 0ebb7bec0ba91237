using System.Runtime.CompilerServices;

namespace ProgressHub.Client.Tracking;

/// <summary>Passes items through and counts each once its user comes back for the next.</summary>
internal static class TrackedItems
{
    public static IEnumerable<T> Pass<T>(IEnumerable<T> items, long? total, string unit, WorkReporter reporter)
    {
        var done = 0L;
        reporter.Report(done, total, unit);
        foreach (var item in items)
        {
            yield return item;
            reporter.Report(++done);
        }
    }

    public static async IAsyncEnumerable<T> Pass<T>(
        IAsyncEnumerable<T> items, long? total, string unit, WorkReporter reporter, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var done = 0L;
        reporter.Report(done, total, unit);
        await foreach (var item in items.WithCancellation(ct).ConfigureAwait(false))
        {
            yield return item;
            reporter.Report(++done);
        }
    }
}
