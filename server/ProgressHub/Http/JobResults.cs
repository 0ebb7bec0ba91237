using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Http;
using ProgressHub.Live;

namespace ProgressHub;

/// <summary>Answers for an app's own endpoints.</summary>
public static class JobResults
{
    /// <summary>The same 202 with <c>Location</c> and body as <c>POST /api/jobs</c>, for a job that was just enqueued; and 200 with its end, where the caller prefers to wait for that.</summary>
    public static IResult Accepted(JobId id) => new AcceptedJob(id);

    /// <summary>Answers 202, or 200 when the caller has preferred to wait and the job is final.</summary>
    /// <param name="http">The request.</param>
    /// <param name="job">The job as stored.</param>
    /// <param name="self">Its address.</param>
    /// <param name="location">What <c>Location</c> names, if not the job.</param>
    internal static async Task WriteAcceptedAsync(HttpContext http, JobSnapshot job, string self, string? location = null)
    {
        var waited = await PreferredEnd.WaitAsync(http, job);
        var answer = (await ReportTokens.AddToAsync(http, [Answer(waited ?? job, self)]))[0];
        http.Response.Headers.Location = location ?? self;
        if (waited?.IsFinal() is true)
        {
            http.Response.StatusCode = StatusCodes.Status200OK;
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            http.Response.Headers.RetryAfter = "1";
        }

        await JsonAnswer.WriteAsync(http, answer);
    }

    internal static SubmitAnswer Answer(JobSnapshot job, string self) => new(job, new(self, $"{self}/result", $"{self}/events", $"{self}/log", $"{self}/cancel"));

    internal static string AddressOf(HttpContext http, JobId id) =>
        $"{http.Request.PathBase}{http.RequestServices.GetRequiredService<MappedPrefix>().Value}{HubAddresses.Api}/jobs/{id}";

    private sealed class AcceptedJob(JobId id) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var services = httpContext.RequestServices;
            var job = await services.GetRequiredService<LiveJobs>().ReadAsync(id, httpContext.RequestAborted)
                ?? throw new InvalidOperationException($"There is no job {id}: answer with the id that EnqueueAsync gave.");
            await WriteAcceptedAsync(httpContext, job, AddressOf(httpContext, id));
        }
    }
}
