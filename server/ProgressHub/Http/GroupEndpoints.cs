using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Publishing;
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
        await JsonAnswer.WriteAsync<IReadOnlyList<string>>(http, [.. groups.Select(group => group.Value)]);
    }

    private static async Task ReadAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var group = Ids.ParseGroup((string?)http.GetRouteValue("name"));
        var summary = await http.RequestServices.GetRequiredService<GroupReader>().SummarizeAsync(group, http.RequestAborted);
        await JsonAnswer.WriteAsync(http, summary.Total == 0 && group != GroupNames.All ? throw new ProblemException(Problem.GroupNotFound) : summary);
    }
}
