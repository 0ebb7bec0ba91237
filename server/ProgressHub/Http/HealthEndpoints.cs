using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Whether the process lives, and whether it can take work.</summary>
internal static class HealthEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/health/live", static http => http.Response.WriteAsync("live", http.RequestAborted));
        group.MapGet("/health/ready", Guarded.Handler(ReadyAsync));
    }

    private static async Task ReadyAsync(HttpContext http)
    {
        if (http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
        {
            throw new ProblemException(Problem.ShuttingDown) { RetryAfter = TimeSpan.FromSeconds(5) };
        }

        await http.RequestServices.GetRequiredService<IJobStore>().ListAsync(new JobSearch { Limit = 1 }, http.RequestAborted);
        await http.Response.WriteAsync("ready", http.RequestAborted);
    }
}
