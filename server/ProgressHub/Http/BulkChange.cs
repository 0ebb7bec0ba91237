using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Changes all jobs of a search, page by page. Each page is asked for job by job at the same moment, and so shares a commit with whatever others ask for.</summary>
internal static class BulkChange
{
    /// <summary>So many jobs are changed in one commit.</summary>
    public const int PageSize = 200;

    /// <param name="http">The request. When its client leaves, what is not changed yet stays as it is.</param>
    /// <param name="search">Newest first, so that nothing that is submitted meanwhile moves the pages.</param>
    /// <param name="change">Changes one job; true if it did.</param>
    public static async Task<BulkAnswer> RunAsync(HttpContext http, JobSearch search, Func<JobSnapshot, Task<bool>>? change)
    {
        var (store, rights) = (http.RequestServices.GetRequiredService<IJobStore>(), http.RequestServices.GetRequiredService<JobRights>());
        var (matched, changed) = (0L, 0L);
        do
        {
            var page = await store.ListAsync(search, http.RequestAborted);
            var changes = new List<Task<bool>>(page.Jobs.Count);
            foreach (var job in page.Jobs)
            {
                if (await rights.MayAsync(http.User, job, JobOperation.Manage))
                {
                    matched++;
                    changes.Add(change?.Invoke(job) ?? Task.FromResult(false));
                }
            }

            changed += (await Task.WhenAll(changes)).LongCount(done => done);
            search = search with { Cursor = page.NextCursor };
        }
        while (search.Cursor is not null);

        return new BulkAnswer(matched, changed);
    }
}
