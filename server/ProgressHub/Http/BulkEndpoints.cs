using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProgressHub.Execution;
using ProgressHub.Jobs;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Cancel and retry of many jobs.</summary>
internal static class BulkEndpoints
{
    private static readonly JobState[] NotFinal = [JobState.Scheduled, JobState.Queued, JobState.Running];
    private static readonly JobState[] Final = [JobState.Succeeded, JobState.Failed, JobState.Canceled];
    private static readonly JobState[] NotSucceeded = [JobState.Failed, JobState.Canceled];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/jobs/cancel", Guarded.Handler(CancelAsync));
        api.MapPost("/jobs/retry", Guarded.Handler(RetryAsync));
        api.MapPost("/groups/{name}/cancel", Guarded.Handler(CancelGroupAsync));
    }

    private static async Task CancelAsync(HttpContext http)
    {
        var filter = await ReadAsync(http);
        await ChangeAsync(http, filter, NotFinal, NotFinal, Cancel(http));
    }

    private static async Task RetryAsync(HttpContext http)
    {
        // Who retries an external job gets its next report token, which has no place in this answer. And work that was done is not done again by a filter that does not say so.
        var filter = await ReadAsync(http);
        var queue = http.RequestServices.GetRequiredService<JobQueue>();
        await ChangeAsync(http, filter, Final, NotSucceeded, async job => job.External is not true && await queue.RetryAsync(job.Id, http.RequestAborted) is { Changed: true });
    }

    private static async Task CancelGroupAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var group = Ids.ParseGroup((string?)http.GetRouteValue("name"));
        var services = http.RequestServices;
        var search = JobFilters.ToSearch(new JobFilter { Group = group.Value }, NotFinal, NotFinal, services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (!await services.GetRequiredService<JobRights>().MayAsync(http.User, group, JobOperation.Manage)
            || (search.Group is not null && (await services.GetRequiredService<IJobStore>().ListAsync(new JobSearch { Group = group, Limit = 1 }, http.RequestAborted)).Jobs.Count == 0))
        {
            throw new ProblemException(Problem.GroupNotFound);
        }

        http.Response.StatusCode = StatusCodes.Status202Accepted;
        await JsonAnswer.WriteAsync(http, await BulkChange.RunAsync(http, search, Cancel(http)));
    }

    private static Func<JobSnapshot, Task<bool>> Cancel(HttpContext http)
    {
        var queue = http.RequestServices.GetRequiredService<JobQueue>();
        return async job => await queue.RequestCancelAsync(job.Id, http.RequestAborted) is { Changed: true };
    }

    private static Task<JobFilter> ReadAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var limits = http.RequestServices.GetRequiredService<IOptions<ProgressHubOptions>>().Value.Limits;
        return JsonBody.ReadAsync<JobFilter>(http.Request, limits.BodyBytes, http.RequestAborted);
    }

    private static async Task ChangeAsync(HttpContext http, JobFilter filter, JobState[] states, JobState[] byDefault, Func<JobSnapshot, Task<bool>> change)
    {
        var wanted = filter.DryRun is true ? null : change;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        await JsonAnswer.WriteAsync(http, JobFilters.ToIds(filter) is { } ids
            ? await BulkChange.RunAsync(http, ids, wanted)
            : await BulkChange.RunAsync(http, JobFilters.ToSearch(filter, states, byDefault, now), wanted));
    }
}
