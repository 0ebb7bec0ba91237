using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Execution;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>What kinds there are, each with the JSON schema of its arguments.</summary>
internal static class KindEndpoints
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/kinds", Guarded.Handler(ListAsync));

    private static async Task ListAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var stats = await http.RequestServices.GetRequiredService<IJobStore>().ReadStatsAsync(new StatsScope(), http.RequestAborted);
        var usual = stats.Kinds.ToDictionary(kind => kind.Kind, kind => kind.UsualSeconds, StringComparer.Ordinal);
        var kinds = new JsonArray();
        foreach (var kind in http.RequestServices.GetRequiredService<KindTable>().All.OrderBy(kind => kind.Name, StringComparer.Ordinal))
        {
            var told = new JsonObject { ["name"] = kind.Name, ["args"] = kind.Schema.DeepClone() };
            if (usual.GetValueOrDefault(kind.Name) is { } seconds)
            {
                told["usualSeconds"] = seconds;
            }

            kinds.Add(told);
        }

        ServerTime.Stamp(http);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(new JsonObject { ["kinds"] = kinds }.ToJsonString(), http.RequestAborted);
    }
}
