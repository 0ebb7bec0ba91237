using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProgressHub.Execution;

namespace ProgressHub.Http;

/// <summary>Submits many jobs in one request and one commit.</summary>
internal static class BatchEndpoints
{
    private const int MaxJobs = 1000;

    public static void Map(RouteGroupBuilder api) => api.MapPost("/jobs/batch", Guarded.Handler(SubmitAsync));

    private static async Task SubmitAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var services = http.RequestServices;
        var settings = services.GetRequiredService<IOptions<ProgressHubOptions>>().Value;
        var request = await JsonBody.ReadAsync<BatchRequest>(http.Request, settings.Limits.BodyBytes, http.RequestAborted);
        if (request.Jobs is not { Count: >= 1 and <= MaxJobs } submits)
        {
            throw new ProblemException(Problem.InvalidRequest, $"'jobs' has {request.Jobs?.Count ?? 0} items; a batch has 1 to {MaxJobs}.", "jobs");
        }

        var queue = services.GetRequiredService<JobQueue>();
        var (batch, refs) = (new JobBatch(services.GetRequiredService<JobMaker>()), new BatchRefs());
        var options = new List<EnqueueOptions>(submits.Count);
        foreach (var submit in submits)
        {
            options.Add(await AddAsync(http, batch, refs, submit));
        }

        await SubmittedKin.CheckRightsAsync(http, options, refs);
        var key = IdempotencyHeader.Read(http.Request) is { } text
            ? Idempotency.OfBatch(http.User.Identity?.Name, text, request, settings.Idempotency.Window)
            : null;
        var stored = await queue.StoreAsync(batch, key, http.RequestAborted);
        var jobs = $"{http.Request.PathBase}{http.Request.Path.Value!.TrimEnd('/')[..^"/batch".Length]}";
        var answers = await ReportTokens.AddToAsync(http, [.. stored.Select(job => JobResults.Answer(job, $"{jobs}/{job.Id}"))]);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers.RetryAfter = "1";
        await JsonAnswer.WriteAsync(http, new BatchAnswer(answers));
    }

    private static async Task<EnqueueOptions> AddAsync(HttpContext http, JobBatch batch, BatchRefs refs, SubmitRequest? submit)
    {
        var index = batch.Count;
        if (submit is null)
        {
            throw new ProblemException(Problem.InvalidRequest, "An item is null; each is an object as for a single submit.", $"jobs[{index}]");
        }

        try
        {
            var settings = http.RequestServices.GetRequiredService<IOptions<ProgressHubOptions>>().Value;
            var options = SubmittedExternal.AddTo(SubmittedKin.AddTo(Submits.ToOptions(submit), submit, refs), submit, settings.Lease);
            await JobEndpoints.CheckGroupsAsync(http, options.Groups);
            refs.Add(submit.Ref, batch.AddSubmitted(Submits.Kind(submit), Submits.Args(submit), options));
            return options;
        }
        catch (ProblemException e)
        {
            throw new ProblemException(e.Problem, e.Detail, e.Member is null ? $"jobs[{index}]" : $"jobs[{index}].{e.Member}");
        }
    }
}
