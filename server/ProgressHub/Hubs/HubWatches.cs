using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Publishing;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Hubs;

/// <summary>Joins, reads, then answers: what changes after the join is pushed, what changed before it is in the answer, so nothing falls between.</summary>
internal sealed class HubWatches(
    JobHubLifetimeManager connections,
    LiveJobs live,
    GroupReader groups,
    LogWatches logs,
    JobRights rights,
    StoreIdentity store,
    IOptions<ProgressHubOptions> options)
{
    public async Task<WatchAnswer> AddAsync(JobConnection connection, WatchRequest request, CancellationToken ct)
    {
        CheckCap(connection, request);
        var refused = new List<WatchRefusal>();
        var jobs = await AddJobsAsync(connection, request.Jobs ?? [], refused, ct);
        var answers = await AddGroupsAsync(connection, request.Groups ?? [], refused, ct);
        var lines = await logs.AddAsync(connection, request.Logs ?? [], refused, ct);
        return new WatchAnswer { Store = store.Id, Jobs = jobs, Groups = answers, Logs = lines, Refused = refused };
    }

    /// <summary>Counts what would be watched after this call: watching a thing again costs nothing.</summary>
    private void CheckCap(JobConnection connection, WatchRequest request)
    {
        var watched = connection.Watched();
        watched.UnionWith((request.Jobs ?? []).Select(job => Required(job).Id));
        watched.UnionWith((request.Groups ?? []).Select(group => Required(group).Name));
        watched.UnionWith((request.Logs ?? []).Select(log => Required(log).Id));
        var most = options.Value.Limits.WatchesPerConnection;
        if (watched.Count > most)
        {
            throw JobHub.Refused("limit-watches", $"At most {most} watches a connection. Unwatch some, or watch a group.");
        }
    }

    public void Remove(JobConnection connection, UnwatchRequest request)
    {
        foreach (var id in Ids(request.Jobs))
        {
            connections.Leave(connection, AudienceNames.OfJob(id));
        }

        foreach (var name in request.Groups ?? [])
        {
            if (GroupName.TryParse(name, out var group))
            {
                connections.Leave(connection, AudienceNames.OfGroup(group));
                connections.Leave(connection, AudienceNames.OfGroupJobs(group));
                connections.Leave(connection, AudienceNames.OfGroupSummary(group));
            }
        }

        foreach (var id in Ids(request.Logs))
        {
            connections.Leave(connection, AudienceNames.OfLog(id));
        }
    }

    private async Task<List<JobSnapshot>> AddJobsAsync(JobConnection connection, IReadOnlyList<JobWatch> watches, List<WatchRefusal> refused, CancellationToken ct)
    {
        var newer = new List<JobSnapshot>();
        foreach (var watch in watches)
        {
            if (!JobId.TryParse(watch.Id, out var id))
            {
                refused.Add(InvalidId(watch.Id));
                continue;
            }

            if (await live.ReadAsync(id, ct) is not { } job || !await rights.MayAsync(connection.User, job, JobOperation.Watch))
            {
                refused.Add(NotFound(watch.Id));
                continue;
            }

            connections.Join(connection, AudienceNames.OfJob(id));
            // Read again: what changed between the first reading and the join was pushed to the others only.
            job = await live.ReadAsync(id, ct);
            if (job is null)
            {
                connections.Leave(connection, AudienceNames.OfJob(id));
                refused.Add(NotFound(watch.Id));
            }
            else if (watch.Version is not { } known || job.Version > known)
            {
                newer.Add(job);
            }
        }

        return newer;
    }

    private async Task<List<GroupAnswer>> AddGroupsAsync(JobConnection connection, IReadOnlyList<GroupWatch> watches, List<WatchRefusal> refused, CancellationToken ct)
    {
        var answers = new List<GroupAnswer>();
        foreach (var watch in watches)
        {
            if (!GroupName.TryParse(watch.Name, out var group))
            {
                refused.Add(new("invalid-group", $"A group name follows {GroupName.Pattern}.") { Group = watch.Name });
                continue;
            }

            if (watch.Mode is GroupMode.Unknown)
            {
                refused.Add(new("invalid-request", "There is no such mode; use jobs or summary.") { Group = watch.Name });
                continue;
            }

            if (!await rights.MayAsync(connection.User, group, JobOperation.Watch))
            {
                refused.Add(new("group-not-found", "There is no such group, or you have no right to it. Check the name.") { Group = watch.Name });
                continue;
            }

            foreach (var audience in AudienceNames.OfGroup(group, watch.Mode))
            {
                connections.Join(connection, audience);
            }

            answers.Add(await groups.ReadAsync(group, watch.Mode, ct));
        }

        return answers;
    }

    /// <summary>SignalR looks for no null inside a list.</summary>
    private static T Required<T>(T? watch) where T : class =>
        watch ?? throw JobHub.Refused("invalid-request", "An item of the lists is null; send an object for each.");

    public static WatchRefusal InvalidId(string id) => new("invalid-id", "A job id is a UUID such as 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11.") { Id = id };

    public static WatchRefusal NotFound(string id) => new("job-not-found", "There is no such job, or you have no right to it. Check the id.") { Id = id };

    private static IEnumerable<JobId> Ids(IReadOnlyList<string>? texts)
    {
        foreach (var text in texts ?? [])
        {
            if (JobId.TryParse(text, out var id))
            {
                yield return id;
            }
        }
    }
}
