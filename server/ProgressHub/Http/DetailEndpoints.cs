using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Jobs;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>What only those who manage a job may see: its arguments, which may hold secrets, and its attempts.</summary>
internal static class DetailEndpoints
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/jobs/{id}/detail", Guarded.Handler(ReadAsync));

    private static async Task ReadAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var job = await JobEndpoints.FindAsync(http, JobOperation.Manage);
        var store = http.RequestServices.GetRequiredService<IJobStore>();
        if (await store.ReadArgsAsync(job.Id, http.RequestAborted) is not { } args
            || await store.ReadAttemptsAsync(job.Id, http.RequestAborted) is not { } attempts)
        {
            throw new ProblemException(Problem.JobNotFound);
        }

        await JsonAnswer.WriteAsync(http, new JobDetail(job, JsonElement.Parse(args.Span), WithNewest(attempts, job)));
    }

    /// <summary>Shows of the attempt that runs what the job shows, which the store may not have yet.</summary>
    private static IReadOnlyList<JobAttempt> WithNewest(IReadOnlyList<JobAttempt> attempts, JobSnapshot job) =>
        attempts is [.., { Outcome: null } last] && job.ReportedAt >= last.StartedAt && last.Epoch == JobVersion.Epoch(job.Version)
            ? [.. attempts.SkipLast(1), last with { Progress = job.Progress }]
            : attempts;
}
