using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>The log of a job: a range of it, a search in it, or all of it as text.</summary>
internal static class LogEndpoints
{
    private const int UsualLimit = 200;
    private const int MaxLimit = 1000;

    private static readonly string[] Levels = [.. Enum.GetNames<LogLevel>().Where(name => name != nameof(LogLevel.None))];

    public static void Map(RouteGroupBuilder api) => api.MapGet("/jobs/{id}/log", Guarded.Handler(ReadAsync));

    private static async Task ReadAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request, "after", "limit", "level", "q", "access_token");
        var plain = JobForms.Of(http.Request, hasPage: false) is JobForm.Plain;
        var job = await JobEndpoints.FindAsync(http, JobOperation.Watch);
        var store = http.RequestServices.GetRequiredService<IJobStore>();
        var search = Search(http.Request, job.Id);
        http.Response.Headers.Vary = "Accept";
        http.Response.Headers["ProgressHub-Store"] = http.RequestServices.GetRequiredService<StoreIdentity>().Id;
        if (plain)
        {
            // Without a limit the whole log, however long.
            var most = StrictQuery.One(http.Request, "limit") is null ? long.MaxValue : search.Limit;
            await LogText.WriteAsync(http, store, job, search with { Limit = MaxLimit }, most);
            return;
        }

        var lines = await store.ReadLogAsync(search, http.RequestAborted);
        // What lies between two numbers never changes, so the numbers tell whether the same question has the same answer.
        var tag = string.Create(CultureInfo.InvariantCulture, $"W/\"{lines.FirstSeq}-{lines.NextSeq}-{lines.Dropped}\"");
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch is [var known] && known == tag)
        {
            http.Response.Headers.CacheControl = "private, no-cache";
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await JsonAnswer.WriteAsync(http, lines);
    }

    private static LogSearch Search(HttpRequest request, JobId id) => new(id)
    {
        AfterSeq = After(request),
        Limit = StrictQuery.Number(request, "limit", 1, MaxLimit, UsualLimit),
        Level = StrictQuery.One(request, "level") is { } level ? Level(level) : LogLevel.Trace,
        Text = StrictQuery.One(request, "q"),
    };

    private static long After(HttpRequest request) => StrictQuery.One(request, "after") is not { } text ? 0
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var after) && after > long.MinValue / 2 ? after
        : throw new ProblemException(Problem.InvalidRequest, $"'after' is '{text}'; use the number of a line, or -200 for the newest 200.", "after");

    private static LogLevel Level(string text) => Array.FindIndex(Levels, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var level
        ? (LogLevel)level
        : throw new ProblemException(Problem.InvalidRequest, $"There is no level '{text}'. There are: {string.Join(", ", Levels)}.", "level");
}
