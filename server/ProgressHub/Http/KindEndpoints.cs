using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Execution;

namespace ProgressHub.Http;

/// <summary>What kinds there are, each with the JSON schema of its arguments.</summary>
internal static class KindEndpoints
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/kinds", Guarded.Handler(ListAsync));

    private static Task ListAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var kinds = new JsonArray();
        foreach (var kind in http.RequestServices.GetRequiredService<KindTable>().All.OrderBy(kind => kind.Name, StringComparer.Ordinal))
        {
            kinds.Add(new JsonObject { ["name"] = kind.Name, ["args"] = JobJson.Submitted.GetJsonSchemaAsNode(kind.ArgsType) });
        }

        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(new JsonObject { ["kinds"] = kinds }.ToJsonString(), http.RequestAborted);
    }
}
