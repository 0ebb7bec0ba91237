using ProgressHub.Jobs;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>What a store's numbers should be, counted from all its jobs.</summary>
internal static class StatsCount
{
    public static async Task ShouldFitAllJobsAsync(this IJobStore store)
    {
        List<JobSnapshot> jobs = [];
        var search = new JobSearch { Limit = 500 };
        do
        {
            var page = await store.ListAsync(search, default);
            jobs.AddRange(page.Jobs);
            search = search with { Cursor = page.NextCursor };
        }
        while (search.Cursor is not null);

        await ShouldFitAsync(store, new StatsScope(), jobs);
        foreach (var group in await store.ListGroupsAsync(100, default))
        {
            await ShouldFitAsync(store, new StatsScope(Group: group), jobs.FindAll(job => job.Groups.Contains(group)));
        }
    }

    /// <remarks>One text is compared with one other: random programs leave a thousand kinds, and ask after each of them.</remarks>
    private static async Task ShouldFitAsync(IJobStore store, StatsScope scope, List<JobSnapshot> jobs)
    {
        var stats = await store.ReadStatsAsync(scope, default);
        var told = stats.Kinds
            .Where(kind => kind.ByState.Count > 0 || kind.OldestQueuedAt is not null)
            .Select(kind => Line(kind.Kind, kind.ByState, kind.OldestQueuedAt))
            .Prepend(Line("all", stats.ByState, stats.OldestQueuedAt));
        var counted = jobs
            .GroupBy(job => job.Kind)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => Line(kind.Key, kind))
            .Prepend(Line("all", jobs));
        string.Join('\n', told).ShouldBe(string.Join('\n', counted));
    }

    private static string Line(string name, IEnumerable<JobSnapshot> jobs) => Line(
        name,
        jobs.CountBy(job => job.State).Select(count => KeyValuePair.Create(count.Key.Name(), (long)count.Value)),
        jobs.Where(job => job.State == JobState.Queued).Select(job => (DateTimeOffset?)job.CreatedAt).Min());

    private static string Line(string name, IEnumerable<KeyValuePair<string, long>> byState, DateTimeOffset? oldestQueuedAt) =>
        $"{name}: {string.Join(' ', byState.OrderBy(state => state.Key, StringComparer.Ordinal).Select(state => $"{state.Key} {state.Value}"))} {oldestQueuedAt?.UtcTicks}";
}
