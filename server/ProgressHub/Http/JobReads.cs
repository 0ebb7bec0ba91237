using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Answers <c>GET /api/jobs/{id}</c>: the snapshot that is pushed, at once or when it is newer than what the client has.</summary>
internal sealed class JobReads(PollWaiters waiters, LiveJobs live, JobRights rights, StoreIdentity store, ServerTime time, IOptions<ProgressHubOptions> options)
{
    private readonly TimeSpan _maxWait = options.Value.Poll.MaxWait;

    public async Task HandleAsync(HttpContext http, string? idText)
    {
        var request = http.Request;
        StrictQuery.Allow(request, "after", "wait", "access_token");
        var id = Ids.Parse(idText);
        var form = JobForms.Of(request);
        var after = After(request);
        var known = after is null ? Known(request) : null;
        var wait = after is not null ? Wait.OfQuery(request, _maxWait) : known is not null ? Wait.OfPreference(request, _maxWait) : CheckedWait(request);
        var job = await ReadAsync(http, id, after ?? known ?? -1, wait);
        var response = http.Response;
        Head(response, job);
        if (after >= job.Version)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
        }
        else if (known >= job.Version)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
        }
        else
        {
            await WriteAsync(http, job, form);
        }
    }

    private static Task WriteAsync(HttpContext http, JobSnapshot job, JobForm form)
    {
        switch (form)
        {
            case JobForm.Plain:
                http.Response.ContentType = JobForms.Plain;
                return http.Response.WriteAsync(JobPercent.Of(job), http.RequestAborted);
            case JobForm.Html:
                return JobHtml.WriteAsync(http, job, RetryAfter(job));
            default:
                return WriteJsonAsync(http, job);
        }
    }

    private async ValueTask<JobSnapshot> ReadAsync(HttpContext http, JobId id, long after, TimeSpan wait)
    {
        var job = await live.ReadAsync(id, http.RequestAborted);
        if (job is null || !await rights.MayAsync(http.User, job, JobOperation.Watch))
        {
            throw new ProblemException(Problem.JobNotFound);
        }

        return job.Version > after || wait <= TimeSpan.Zero
            ? job
            : await waiters.WaitAsync(id, after, wait, http.RequestAborted) ?? throw new ProblemException(Problem.JobNotFound);
    }

    private void Head(HttpResponse response, JobSnapshot job)
    {
        var headers = response.Headers;
        headers.ETag = job.ToEntityTag();
        headers.Vary = "Accept";
        // Short, so that a cache in front is never far behind, and long enough to make one request of a crowd.
        headers.CacheControl = job.Public == true ? "public, max-age=1" : "private, no-cache";
        headers["ProgressHub-Store"] = store.Id;
        time.Stamp(response);
        if (!job.IsFinal())
        {
            headers.RetryAfter = RetryAfter(job);
        }
    }

    private static async Task WriteJsonAsync(HttpContext http, JobSnapshot job)
    {
        var json = job.ToUtf8Json();
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.BodyWriter.WriteAsync(json, http.RequestAborted);
        }
    }

    /// <summary>Poll advice in seconds: the longer it still takes, the rarer.</summary>
    private static string RetryAfter(JobSnapshot job) => job.Progress?.EtaSeconds switch
    {
        > 200 => "10",
        > 100 => "5",
        > 40 => "2",
        _ => "1",
    };

    private static long? After(HttpRequest request) =>
        StrictQuery.One(request, "after") is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
        : throw new ProblemException(Problem.InvalidVersion, $"'after' is '{text}'.", "after");

    /// <summary>The version of a conditional request (RFC 9110, If-None-Match); tags that are not ours match nothing.</summary>
    private static long? Known(HttpRequest request) =>
        request.Headers.IfNoneMatch is [{ Length: > 4 } tag] && tag.StartsWith("W/\"", StringComparison.Ordinal)
        && long.TryParse(tag.AsSpan(3, tag.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>A wait without a version has nothing to wait for; a wrong one is told all the same.</summary>
    private TimeSpan CheckedWait(HttpRequest request)
    {
        _ = Wait.OfQuery(request, _maxWait);
        return TimeSpan.Zero;
    }
}
