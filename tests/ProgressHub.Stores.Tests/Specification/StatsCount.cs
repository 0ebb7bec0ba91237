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

    private static async Task ShouldFitAsync(IJobStore store, StatsScope scope, List<JobSnapshot> jobs)
    {
        var stats = await store.ReadStatsAsync(scope, default);
        ShouldFit(stats.ByState, stats.OldestQueuedAt, jobs);
        stats.Kinds.Where(kind => kind.ByState.Count > 0).Select(kind => kind.Kind).ShouldBe(jobs.Select(job => job.Kind).Distinct().Order(StringComparer.Ordinal));
        foreach (var kind in stats.Kinds)
        {
            ShouldFit(kind.ByState, kind.OldestQueuedAt, jobs.FindAll(job => job.Kind == kind.Kind));
        }
    }

    private static void ShouldFit(IReadOnlyDictionary<string, long> byState, DateTimeOffset? oldestQueuedAt, List<JobSnapshot> jobs)
    {
        byState.ShouldBe(jobs.CountBy(job => job.State.Name()).ToDictionary(count => count.Key, count => (long)count.Value), ignoreOrder: true);
        oldestQueuedAt.ShouldBe(jobs.Where(job => job.State == JobState.Queued).Select(job => (DateTimeOffset?)job.CreatedAt).Min());
    }
}
