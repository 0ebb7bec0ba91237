using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProgressHub;
using ProgressHub.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Answers polls as early as can be.</summary>
public static class ProgressPollingExtensions
{
    private const int IdLength = 36;

    /// <summary>Answers <c>GET …/api/jobs/{id}</c> here, before what comes later in the pipeline. Put it after authentication: the right to the job is checked all the same.</summary>
    /// <remarks>The endpoint's own conventions, such as <c>RequireAuthorization</c>, are not asked. Use it where group rights decide.</remarks>
    public static IApplicationBuilder UseProgressPolling(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.ApplicationServices.GetRequiredService<IOptions<ProgressHubOptions>>().Value.Jobs.Role == NodeRole.Worker)
        {
            return app;
        }

        var reads = app.ApplicationServices.GetRequiredService<JobReads>();
        var prefix = app.ApplicationServices.GetRequiredService<MappedPrefix>();
        var answer = Guarded.Handler(http => reads.HandleAsync(http, http.Request.Path.Value![^IdLength..]));
        return app.Use(next => http => IsPoll(http.Request, prefix.Value) ? answer(http) : next(http));
    }

    private static bool IsPoll(HttpRequest request, string prefix)
    {
        var path = request.Path.Value.AsSpan();
        var jobs = $"{HubAddresses.Api}/jobs/";
        return path.Length == prefix.Length + jobs.Length + IdLength
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && path[prefix.Length..].StartsWith(jobs, StringComparison.OrdinalIgnoreCase)
            && Guid.TryParseExact(path[^IdLength..], "D", out _);
    }
}
