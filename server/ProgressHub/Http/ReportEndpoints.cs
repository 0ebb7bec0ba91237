using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProgressHub.External;
using ProgressHub.Live;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Reports on jobs that run elsewhere. The report token is the right to them, whatever else the app asks of its callers.</summary>
internal static class ReportEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        Map<ReportRequest>(api, "report", ReportKind.GoesOn);
        Map<CompleteRequest>(api, "complete", ReportKind.Completed);
        Map<FailRequest>(api, "fail", ReportKind.Failed);
        Map<ReportRequest>(api, "canceled", ReportKind.Canceled);
    }

    private static void Map<T>(RouteGroupBuilder api, string command, ReportKind kind) where T : ReportRequest =>
        api.MapPost($"/jobs/{{id}}/{command}", Guarded.Handler(http => TakeAsync<T>(http, kind))).WithMetadata(new AllowAnonymousAttribute());

    private static async Task TakeAsync<T>(HttpContext http, ReportKind kind) where T : ReportRequest
    {
        StrictQuery.Allow(http.Request);
        if (ReportToken.OfHeader(http.Request.Headers.Authorization) is not { } token)
        {
            throw new ProblemException(Problem.Unauthenticated);
        }

        var id = Ids.Parse((string?)http.GetRouteValue("id"));
        var limits = http.RequestServices.GetRequiredService<IOptions<ProgressHubOptions>>().Value.Limits;
        var body = await JsonBody.ReadAsync<T>(http.Request, limits.BodyBytes, http.RequestAborted);
        var report = ReportChecks.Check(IncomingReport.Of(kind, body), body, limits);
        var taken = await http.RequestServices.GetRequiredService<ExternalReports>().TakeAsync(id, token, report, http.RequestAborted);
        if (taken.Outcome is not (ReportOutcome.Taken or ReportOutcome.Repeated))
        {
            throw await RefusalAsync(http, id, taken);
        }

        var job = taken.Job!.Snapshot;
        await JsonAnswer.WriteAsync(http, new ReportAnswer(job.Version, job.CancelRequested is true, taken.Job.Terms.Lease.TotalSeconds));
    }

    private static async Task<ProblemException> RefusalAsync(HttpContext http, JobId id, TakenReport taken)
    {
        switch (taken.Outcome)
        {
            case ReportOutcome.Stale:
                return new(Problem.StaleAttempt);
            case ReportOutcome.Final:
                return new(Problem.JobFinal);
            case ReportOutcome.NotRequested:
                return new(Problem.CancelNotRequested);
            case ReportOutcome.OutOfOrder:
                return new(Problem.OutOfOrder, $"'seq' has to be more than {taken.Job!.Seq}, which was reported before.", "seq");
            default:
                // Only who may see the job hears what it is; of an external one nobody learns that the token is another's.
                var job = await http.RequestServices.GetRequiredService<LiveJobs>().ReadAsync(id, http.RequestAborted);
                return job is { External: not true } && await http.RequestServices.GetRequiredService<JobRights>().MayAsync(http.User, job, JobOperation.Watch)
                    ? new(Problem.NotExternal)
                    : new(Problem.JobNotFound);
        }
    }
}
