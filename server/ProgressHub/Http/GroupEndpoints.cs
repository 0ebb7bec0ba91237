using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Jobs;
using ProgressHub.Publishing;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Roll-ups over HTTP.</summary>
internal static class GroupEndpoints
{
    private const int MaxGroups = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/groups", Guarded.Handler(ListAsync));
        api.MapGet("/groups/{name}", Guarded.Handler(ReadAsync));
    }

    private static async Task ListAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var groups = await http.RequestServices.GetRequiredService<IJobStore>().ListGroupsAsync(MaxGroups, http.RequestAborted);
        var rights = http.RequestServices.GetRequiredService<JobRights>();
        var names = new List<string>(groups.Count);
        foreach (var group in groups)
        {
            if (await rights.MayAsync(http.User, group, JobOperation.Watch))
            {
                names.Add(group.Value);
            }
        }

        await JsonAnswer.WriteAsync<IReadOnlyList<string>>(http, names);
    }

    /// <summary>A group without a right answers as one that is not there.</summary>
    public static async Task RequireAsync(HttpContext http, GroupName group)
    {
        if (!await http.RequestServices.GetRequiredService<JobRights>().MayAsync(http.User, group, JobOperation.Watch))
        {
            throw new ProblemException(Problem.GroupNotFound);
        }
    }

    private static async Task ReadAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var group = Ids.ParseGroup((string?)http.GetRouteValue("name"));
        await RequireAsync(http, group);
        var summary = await http.RequestServices.GetRequiredService<GroupReader>().SummarizeAsync(group, http.RequestAborted);
        http.Response.Headers.CacheControl = http.RequestServices.GetRequiredService<PublicGroups>().Has(group) ? "public, max-age=1" : "private, no-cache";
        await JsonAnswer.WriteAsync(http, summary.Total == 0 && group != GroupNames.All ? throw new ProblemException(Problem.GroupNotFound) : summary);
    }
}
