using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProgressHub.Execution;
using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Submit, read, list, cancel, retry, remove.</summary>
internal static class JobEndpoints
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/jobs", Guarded.Handler(SubmitAsync));
        api.MapGet("/jobs", Guarded.Handler(ListAsync));
        api.MapMethods("/jobs/{id}", GetAndHead, Guarded.Handler(static http => Service<JobReads>(http).HandleAsync(http, Id(http))));
        api.MapGet("/jobs/{id}/result", Guarded.Handler(ResultAsync));
        api.MapPost("/jobs/{id}/cancel", Guarded.Handler(CancelAsync));
        api.MapPost("/jobs/{id}/retry", Guarded.Handler(RetryAsync));
        api.MapDelete("/jobs/{id}", Guarded.Handler(RemoveAsync));
    }

    private static async Task SubmitAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request, "location");
        var toResult = IsLocationResult(StrictQuery.One(http.Request, "location"));
        var options = Service<IOptions<ProgressHubOptions>>(http).Value;
        var submit = await JsonBody.ReadAsync<SubmitRequest>(http.Request, options.Limits.BodyBytes, http.RequestAborted);
        var enqueue = SubmittedExternal.AddTo(SubmittedKin.AddTo(Submits.ToOptions(submit), submit), submit, options.Lease) with { IdempotencyKey = IdempotencyHeader.Read(http.Request), Caller = http.User.Identity?.Name };
        await CheckGroupsAsync(http, enqueue.Groups);
        await SubmittedKin.CheckRightsAsync(http, [enqueue]);
        var job = await Service<JobQueue>(http).SubmitAsync(Submits.Kind(submit), Submits.Args(submit), enqueue, http.RequestAborted);
        var self = $"{http.Request.PathBase}{http.Request.Path.Value!.TrimEnd('/')}/{job.Id}";
        await JobResults.WriteAcceptedAsync(http, job, self, toResult ? $"{self}/result" : null);
    }

    internal static async Task CheckGroupsAsync(HttpContext http, IReadOnlyList<GroupName> groups)
    {
        foreach (var group in groups)
        {
            if (!await Service<JobRights>(http).MayAsync(http.User, group, JobOperation.Submit))
            {
                throw new ProblemException(Problem.Forbidden, $"You may not add jobs to '{group}'.", "groups");
            }
        }
    }

    private static async Task ListAsync(HttpContext http)
    {
        var request = http.Request;
        StrictQuery.Allow(request, "id", "group", "kind", "state", "q", "parent", "createdAfter", "createdBefore", "sort", "limit", "cursor");
        Service<JobsById>(http).Stamp(http.Response);
        if (StrictQuery.Many(request, "id") is { } ids)
        {
            await JsonAnswer.WriteAsync(http, await Service<JobsById>(http).ReadAsync(http, ids));
            return;
        }

        var search = new JobSearch
        {
            Group = StrictQuery.One(request, "group") is { } group && group != GroupNames.All.Value ? Ids.ParseGroup(group) : null,
            Kinds = StrictQuery.Many(request, "kind"),
            States = StrictQuery.Many(request, "state")?.Select(ParseState).ToList(),
            Text = StrictQuery.One(request, "q"),
            Parent = StrictQuery.One(request, "parent") is { } parent ? Ids.Parse(parent) : null,
            CreatedAfter = StrictQuery.Time(request, "createdAfter"),
            CreatedBefore = StrictQuery.Time(request, "createdBefore"),
            OldestFirst = IsOldestFirst(StrictQuery.One(request, "sort")),
            Limit = StrictQuery.Number(request, "limit", 1, 500, 50),
            Cursor = StrictQuery.One(request, "cursor"),
        };
        try
        {
            var page = await Service<IJobStore>(http).ListAsync(search, http.RequestAborted);
            await JsonAnswer.WriteAsync(http, page with { Jobs = await VisibleAsync(http, page.Jobs) });
        }
        catch (FormatException)
        {
            throw new ProblemException(Problem.InvalidCursor, null, "cursor");
        }
    }

    private static async Task<List<JobSnapshot>> VisibleAsync(HttpContext http, IReadOnlyList<JobSnapshot> jobs)
    {
        var (live, rights) = (Service<LiveJobs>(http), Service<JobRights>(http));
        var visible = new List<JobSnapshot>(jobs.Count);
        foreach (var job in jobs)
        {
            if (await rights.MayAsync(http.User, job, JobOperation.Watch))
            {
                visible.Add(live.Newest(job));
            }
        }

        return visible;
    }

    private static async Task ResultAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var job = await FindAsync(http, JobOperation.Watch);
        switch (job.State)
        {
            case JobState.Failed:
                throw new ProblemException(Problem.JobFailed, job.Error?.Message);
            case JobState.Canceled:
                throw new ProblemException(Problem.JobCanceled);
            case JobState.Succeeded:
                ServerTime.Stamp(http);
                http.Response.ContentType = "application/json";
                await http.Response.BodyWriter.WriteAsync(await Service<IJobStore>(http).ReadResultAsync(job.Id, http.RequestAborted) ?? "null"u8.ToArray(), http.RequestAborted);
                return;
            default:
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                http.Response.Headers.RetryAfter = "1";
                await JsonAnswer.WriteAsync(http, job);
                return;
        }
    }

    private static async Task CancelAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var id = (await FindAsync(http, JobOperation.Manage)).Id;
        var job = await Service<IJobQueue>(http).CancelAsync(id, http.RequestAborted) ?? throw new ProblemException(Problem.JobNotFound);
        http.Response.StatusCode = job.IsFinal() ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        await JsonAnswer.WriteAsync(http, job);
    }

    private static async Task RetryAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var id = (await FindAsync(http, JobOperation.Manage)).Id;
        var outcome = await Service<IJobQueue>(http).RetryAsync(id, http.RequestAborted) ?? throw new ProblemException(Problem.JobNotFound);
        if (!outcome.Changed)
        {
            throw outcome.Snapshot.IsFinal()
                ? new ProblemException(Problem.RunElsewhere)
                : new ProblemException(Problem.JobNotFinal, $"The job is {outcome.Snapshot.State.Name()}.");
        }

        http.Response.StatusCode = StatusCodes.Status202Accepted;
        await ReportTokens.WriteRetriedAsync(http, outcome.Snapshot);
    }

    private static async Task RemoveAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request);
        var last = await FindAsync(http, JobOperation.Manage);
        switch (await Service<IJobStore>(http).RemoveAsync(last.Id, http.RequestAborted))
        {
            case null:
                throw new ProblemException(Problem.JobNotFound);
            case false:
                throw new ProblemException(Problem.JobNotFinal, $"The job is {last.State.Name()}.");
            default:
                Service<LiveJobs>(http).Remove(last);
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
        }
    }

    /// <summary>The job of the address, if the caller has the right to it.</summary>
    public static async Task<JobSnapshot> FindAsync(HttpContext http, JobOperation operation)
    {
        var job = await Service<LiveJobs>(http).ReadAsync(Ids.Parse(Id(http)), http.RequestAborted);
        return job is not null && await Service<JobRights>(http).MayAsync(http.User, job, operation)
            ? job
            : throw new ProblemException(Problem.JobNotFound);
    }

    private static JobState ParseState(string text) => JobStates.TryParse(text, out var state)
        ? state
        : throw new ProblemException(Problem.InvalidRequest, $"There is no state '{text}'. There are: {string.Join(", ", Enum.GetValues<JobState>().Select(s => s.Name()))}.", "state");

    private static bool IsOldestFirst(string? sort) => sort switch
    {
        null or "newest" => false,
        "oldest" => true,
        _ => throw new ProblemException(Problem.InvalidRequest, $"'sort' is '{sort}'; use newest or oldest.", "sort"),
    };

    /// <summary>For tools that follow <c>Location</c> until it is no 202: a job answers 200 while it runs, its result does not.</summary>
    private static bool IsLocationResult(string? location) => location switch
    {
        null => false,
        "result" => true,
        _ => throw new ProblemException(Problem.InvalidRequest, $"'location' is '{location}'; use result, or leave it out.", "location"),
    };

    private static string? Id(HttpContext http) => (string?)http.GetRouteValue("id");

    private static T Service<T>(HttpContext http) where T : notnull => http.RequestServices.GetRequiredService<T>();
}
