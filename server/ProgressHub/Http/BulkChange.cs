using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Live;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Changes all jobs of a search, page by page. Each page is asked for job by job at the same moment, and so shares a commit with whatever others ask for.</summary>
internal static class BulkChange
{
    /// <summary>So many jobs are changed in one commit.</summary>
    public const int PageSize = 200;

    /// <summary>So many of those that were left as they are are named: as many as one list of ids takes.</summary>
    private const int MostNamed = 100;

    /// <param name="http">The request. When its client leaves, what is not changed yet stays as it is.</param>
    /// <param name="search">Newest first, so that nothing that is submitted meanwhile moves the pages.</param>
    /// <param name="change">Changes one job; true if it did.</param>
    public static async Task<BulkAnswer> RunAsync(HttpContext http, JobSearch search, Func<JobSnapshot, Task<bool>>? change)
    {
        var store = http.RequestServices.GetRequiredService<IJobStore>();
        var all = new BulkAnswer(0, 0);
        do
        {
            var page = await store.ListAsync(search, http.RequestAborted);
            all = Sum(all, await ChangeAsync(http, page.Jobs, change));
            search = search with { Cursor = page.NextCursor };
        }
        while (search.Cursor is not null);

        return all;
    }

    /// <param name="http">The request. When its client leaves, what is not changed yet stays as it is.</param>
    /// <param name="ids">The jobs; those that are not there are not counted.</param>
    /// <param name="change">Changes one job; true if it did.</param>
    public static async Task<BulkAnswer> RunAsync(HttpContext http, IReadOnlyList<JobId> ids, Func<JobSnapshot, Task<bool>>? change)
    {
        var live = http.RequestServices.GetRequiredService<LiveJobs>();
        var all = new BulkAnswer(0, 0);
        foreach (var page in ids.Chunk(PageSize))
        {
            var jobs = new List<JobSnapshot>(page.Length);
            foreach (var id in page)
            {
                if (await live.ReadAsync(id, http.RequestAborted) is { } job)
                {
                    jobs.Add(job);
                }
            }

            all = Sum(all, await ChangeAsync(http, jobs, change));
        }

        return all;
    }

    private static async Task<BulkAnswer> ChangeAsync(HttpContext http, IReadOnlyList<JobSnapshot> jobs, Func<JobSnapshot, Task<bool>>? change)
    {
        var rights = http.RequestServices.GetRequiredService<JobRights>();
        List<JobId> asked = [];
        List<Task<bool>> changes = [];
        foreach (var job in jobs)
        {
            if (await rights.MayAsync(http.User, job, JobOperation.Manage))
            {
                asked.Add(job.Id);
                changes.Add(change?.Invoke(job) ?? Task.FromResult(false));
            }
        }

        var done = await Task.WhenAll(changes);
        return new BulkAnswer(asked.Count, done.LongCount(isDone => isDone), change is null ? null : NotEmpty(asked.Where((_, at) => !done[at])));
    }

    private static BulkAnswer Sum(BulkAnswer one, BulkAnswer other) =>
        new(one.Matched + other.Matched, one.Changed + other.Changed, NotEmpty([.. one.Unchanged ?? [], .. other.Unchanged ?? []]));

    private static List<JobId>? NotEmpty(IEnumerable<JobId> ids) => ids.Take(MostNamed).ToList() is { Count: > 0 } some ? some : null;
}
