using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Publishing;
using ProgressHub.Storage;

namespace ProgressHub.Hubs;

/// <summary>Joins, reads, then answers: what changes after the join is pushed, what changed before it is in the answer, so nothing falls between.</summary>
internal sealed class HubWatches(
    JobHubLifetimeManager connections,
    LiveJobs live,
    GroupReader groups,
    StoreIdentity store,
    IOptions<ProgressHubOptions> options)
{
    public async Task<WatchAnswer> AddAsync(JobConnection connection, WatchRequest request, CancellationToken ct)
    {
        var items = (request.Jobs?.Count ?? 0) + (request.Groups?.Count ?? 0) + (request.Logs?.Count ?? 0);
        if (connection.Joined.Count + items > options.Value.Limits.WatchesPerConnection)
        {
            throw JobHub.Refused("limit-watches", $"At most {options.Value.Limits.WatchesPerConnection} watches a connection. Unwatch some, or watch a group.");
        }

        var refused = new List<WatchRefusal>();
        var jobs = await AddJobsAsync(connection, request.Jobs ?? [], refused, ct);
        var answers = await AddGroupsAsync(connection, request.Groups ?? [], refused, ct);
        return new WatchAnswer { Store = store.Id, Jobs = jobs, Groups = answers, Refused = refused };
    }

    public void Remove(JobConnection connection, UnwatchRequest request)
    {
        foreach (var id in Ids(request.Jobs))
        {
            Leave(connection, AudienceNames.OfJob(id));
        }

        foreach (var name in request.Groups ?? [])
        {
            if (GroupName.TryParse(name, out var group))
            {
                Leave(connection, AudienceNames.OfGroupJobs(group));
                Leave(connection, AudienceNames.OfGroupSummary(group));
            }
        }

        foreach (var id in Ids(request.Logs))
        {
            Leave(connection, AudienceNames.OfLog(id));
        }
    }

    private async Task<List<JobSnapshot>> AddJobsAsync(JobConnection connection, IReadOnlyList<JobWatch> watches, List<WatchRefusal> refused, CancellationToken ct)
    {
        var newer = new List<JobSnapshot>();
        foreach (var watch in watches)
        {
            if (!JobId.TryParse(watch.Id, out var id))
            {
                refused.Add(new("invalid-id", "A job id is a UUID such as 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11.") { Id = watch.Id });
                continue;
            }

            var name = AudienceNames.OfJob(id);
            Join(connection, name);
            if (await live.ReadAsync(id, ct) is not { } job)
            {
                Leave(connection, name);
                refused.Add(new("job-not-found", "There is no such job, or you have no right to it. Check the id.") { Id = watch.Id });
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

            if (watch.Mode is GroupMode.Jobs)
            {
                Join(connection, AudienceNames.OfGroupJobs(group));
            }

            Join(connection, AudienceNames.OfGroupSummary(group));
            answers.Add(await groups.ReadAsync(group, watch.Mode, ct));
        }

        return answers;
    }

    private void Join(JobConnection connection, string audience) => connections.Join(connection, audience);

    private void Leave(JobConnection connection, string audience) => connections.Leave(connection, audience);

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
