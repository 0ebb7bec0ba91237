using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Jobs;
using ProgressHub.Security;
using ProgressHub.Storage.Nodes;

namespace ProgressHub.Http;

/// <summary>The nodes of the store, for those who may watch every job.</summary>
internal static class NodeEndpoints
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/nodes", Guarded.Handler(ListAsync));

    private static async Task ListAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        if (!await http.RequestServices.GetRequiredService<JobRights>().MayAsync(http.User, GroupNames.All, JobOperation.Watch))
        {
            throw new ProblemException(Problem.Forbidden, "Nodes are for those who may watch every job.");
        }

        await JsonAnswer.WriteAsync(http, await http.RequestServices.GetRequiredService<INodeBoard>().ListNodesAsync(http.RequestAborted));
    }
}
