using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ProgressHub.Http;

/// <summary>What a node that only runs jobs answers to whoever takes it for one that serves them.</summary>
internal static class WorkerEndpoints
{
    private const string Detail = "This node runs jobs and serves none (Jobs:Role is worker): ask a node whose role is web or both.";

    public static void Map(RouteGroupBuilder root)
    {
        foreach (var path in (string[])[$"{HubAddresses.Api}/{{**rest}}", $"{HubAddresses.Hub}/{{**rest}}"])
        {
            root.Map(path, Guarded.Handler(static _ => throw new ProblemException(Problem.NotFound, Detail)));
        }
    }
}
