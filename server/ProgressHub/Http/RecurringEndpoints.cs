using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProgressHub.Jobs;
using ProgressHub.Scheduling;
using ProgressHub.Security;

namespace ProgressHub.Http;

/// <summary>Recurring jobs: list, read, put, remove, pause, resume, trigger. Whoever may manage every job may use them.</summary>
internal static class RecurringEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/recurring", Handler(ListAsync));
        api.MapGet("/recurring/{name}", Handler(ReadAsync));
        api.MapPut("/recurring/{name}", Handler(PutAsync));
        api.MapDelete("/recurring/{name}", Handler(RemoveAsync));
        api.MapPost("/recurring/{name}/pause", Handler(static async http => await AnswerAsync(http, await Recurring(http).PauseAsync(Name(http), http.RequestAborted))));
        api.MapPost("/recurring/{name}/resume", Handler(static async http => await AnswerAsync(http, await Recurring(http).ResumeAsync(Name(http), http.RequestAborted))));
        api.MapPost("/recurring/{name}/trigger", Handler(TriggerAsync));
    }

    /// <summary>They make jobs in any group and show arguments, so the right to one group is not enough.</summary>
    private static RequestDelegate Handler(RequestDelegate handler) => Guarded.Handler(async http =>
    {
        StrictQuery.Allow(http.Request);
        if (!await http.RequestServices.GetRequiredService<JobRights>().MayAsync(http.User, GroupNames.All, JobOperation.Manage))
        {
            throw new ProblemException(Problem.Forbidden, "Recurring jobs are for those who may manage every job.");
        }

        await handler(http);
    });

    private static async Task ListAsync(HttpContext http) =>
        await JsonAnswer.WriteAsync(http, new RecurrenceList(await Recurring(http).ListAsync(http.RequestAborted)));

    private static async Task ReadAsync(HttpContext http) => await AnswerAsync(http, await Recurring(http).FindAsync(Name(http), http.RequestAborted));

    private static async Task PutAsync(HttpContext http)
    {
        var name = Name(http);
        var limits = http.RequestServices.GetRequiredService<IOptions<ProgressHubOptions>>().Value.Limits;
        var request = await JsonBody.ReadAsync<RecurrenceRequest>(http.Request, limits.BodyBytes, http.RequestAborted);
        var (stored, isNew) = await Recurring(http).PutAsync(RecurrencePlans.Of(name, request), http.RequestAborted);
        http.Response.StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        await JsonAnswer.WriteAsync(http, stored);
    }

    private static async Task RemoveAsync(HttpContext http) => http.Response.StatusCode = await Recurring(http).RemoveAsync(Name(http), http.RequestAborted)
        ? StatusCodes.Status204NoContent
        : throw new ProblemException(Problem.RecurringNotFound);

    private static async Task TriggerAsync(HttpContext http)
    {
        var job = await Recurring(http).TriggerAsync(Name(http), http.RequestAborted) ?? throw new ProblemException(Problem.RecurringNotFound);
        await JobResults.WriteAcceptedAsync(http, job, JobResults.AddressOf(http, job.Id));
    }

    private static Task AnswerAsync(HttpContext http, Recurrence? recurrence) =>
        JsonAnswer.WriteAsync(http, recurrence ?? throw new ProblemException(Problem.RecurringNotFound));

    private static string Name(HttpContext http) => RecurrenceNames.Check((string?)http.GetRouteValue("name"));

    private static Recurrences Recurring(HttpContext http) => http.RequestServices.GetRequiredService<Recurrences>();
}
