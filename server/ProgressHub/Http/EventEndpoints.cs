using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Publishing;
using ProgressHub.Security;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.Http;

/// <summary>Server-sent events (WHATWG HTML, 9.2) for a job and for a group.</summary>
internal static class EventEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/jobs/{id}/events", Guarded.Handler(JobAsync));
        api.MapGet("/groups/{name}/events", Guarded.Handler(GroupAsync));
    }

    private static async Task JobAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request, "logs", "access_token");
        var withLog = StrictQuery.Flag(http.Request, "logs");
        var id = Ids.Parse((string?)http.GetRouteValue("id"));
        var live = http.RequestServices.GetRequiredService<LiveJobs>();
        var job = await live.ReadAsync(id, http.RequestAborted);
        if (job is null || !await http.RequestServices.GetRequiredService<JobRights>().MayAsync(http.User, job, JobOperation.Watch))
        {
            throw new ProblemException(Problem.JobNotFound);
        }

        var (known, seq) = EventLog.ParseEventId(http.Request.Headers["Last-Event-ID"]);
        var store = http.RequestServices.GetRequiredService<IJobStore>();
        var log = withLog ? new EventLog(store, id, seq) : null;
        if (job.IsFinal() && job.Version <= known && (log is null || await log.IsWholeAsync(http.RequestAborted)))
        {
            // On 204 a browser stops for good; on anything else it would return for ever.
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        string[] audiences = withLog ? [AudienceNames.OfJob(id), AudienceNames.OfLog(id)] : [AudienceNames.OfJob(id)];
        await StreamAsync(http, audiences, async stream =>
        {
            if (log is not null)
            {
                await log.CatchUpAsync(stream, http.RequestAborted);
                http.RequestServices.GetRequiredService<LogPump>().Follow(id, log.Next);
            }

            if (await live.ReadAsync(id, http.RequestAborted) is not { } now)
            {
                // Removed before the join, so nobody would ever end this stream.
                stream.Offer(new(nameof(IJobHubClient.WatchEnded), [new WatchEnd([id], [], "removed")]));
            }
            else if (now.IsFinal() || now.Version > (known ?? -1))
            {
                stream.Offer(new(nameof(IJobHubClient.JobsChanged), [new[] { now }]));
            }
        }, delivery => delivery.Args is [WatchEnd] || delivery.Jobs?[^1].IsFinal() == true, job => log?.IdOf(job) ?? job.Version.ToString(CultureInfo.InvariantCulture), log);
    }

    private static async Task GroupAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request, "mode", "access_token");
        var group = Ids.ParseGroup((string?)http.GetRouteValue("name"));
        var mode = StrictQuery.One(http.Request, "mode") switch
        {
            null or "jobs" => GroupMode.Jobs,
            "summary" => GroupMode.Summary,
            var other => throw new ProblemException(Problem.InvalidRequest, $"There is no mode '{other}'; use jobs or summary.", "mode"),
        };
        await GroupEndpoints.RequireAsync(http, group);
        await StreamAsync(http, AudienceNames.OfGroup(group, mode), async stream =>
        {
            var answer = await http.RequestServices.GetRequiredService<GroupReader>().ReadAsync(group, mode, http.RequestAborted);
            stream.Offer(new(nameof(IJobHubClient.GroupsChanged), [new[] { answer.Summary }]));
            if (answer.Jobs.Count > 0)
            {
                stream.Offer(new(nameof(IJobHubClient.JobsChanged), [answer.Jobs]));
            }
        }, static _ => false, static job => $"{job.Id}.{job.Version.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Joins, reads, then writes: the same order as a hub watch, for the same reason.</summary>
    private static async Task StreamAsync(
        HttpContext http, string[] audiences, Func<EventStream, Task> read, Func<Delivery, bool> isOver, Func<JobSnapshot, string> eventId, EventLog? log = null)
    {
        var services = http.RequestServices;
        var table = services.GetRequiredService<AudienceTable>();
        var timeout = services.GetRequiredService<IOptions<ProgressHubOptions>>().Value.Push.SlowConnectionTimeout;
        var stream = new EventStream(http, services.GetRequiredService<TimeProvider>(), timeout);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var stop = stopping.Register(stream.Stop);
        try
        {
            foreach (var audience in audiences)
            {
                table.Join(audience, stream);
            }

            await stream.BeginAsync(services.GetRequiredService<StoreIdentity>().Id);
            await read(stream);
            await stream.RunAsync(isOver, eventId, log, http.RequestAborted);
            if (stopping.IsCancellationRequested)
            {
                stream.GoingAway(Math.Round(0.2 + Random.Shared.NextDouble() * 5, 2));
                await stream.FlushAsync();
            }
        }
        catch (TimeoutException)
        {
            services.GetRequiredService<HubMetrics>().Evicted("stuck-events");
            http.Abort();
        }
        catch (StoreUnavailableException)
        {
            // The stream ends; its client comes back and goes on where it was.
        }
        finally
        {
            foreach (var audience in audiences)
            {
                table.Leave(audience, stream);
            }
        }
    }
}
