using Microsoft.AspNetCore.Http;
using ProgressHub.Live;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Answers <c>GET /api/jobs?id=…</c>: many jobs in one poll, for a client whose watches have lost the hub.</summary>
internal sealed class JobsById(LiveJobs live, JobRights rights, StoreIdentity store)
{
    private const int Most = 100;

    /// <summary>Names the store, so that versions are compared only within one.</summary>
    public void Stamp(HttpResponse response) => response.Headers["ProgressHub-Store"] = store.Id;

    /// <summary>The snapshots that are pushed, in the order asked for; jobs that are not there, or to which the caller has no right, are left out.</summary>
    public async Task<JobPage> ReadAsync(HttpContext http, IReadOnlyList<string> ids)
    {
        if (http.Request.Query.Keys.Any(name => name != "id" && !name.StartsWith('_')))
        {
            throw new ProblemException(Problem.InvalidRequest, "'id' names the jobs, so nothing else can filter them. Send it alone.", "id");
        }

        if (ids.Count is 0 or > Most)
        {
            throw new ProblemException(Problem.InvalidRequest, $"'id' names {ids.Count} jobs; name 1 to {Most}.", "id");
        }

        var found = new List<JobSnapshot>(ids.Count);
        foreach (var id in ids.Select(Ids.Parse).Distinct())
        {
            if (await live.ReadAsync(id, http.RequestAborted) is { } job && await rights.MayAsync(http.User, job, JobOperation.Watch))
            {
                found.Add(job);
            }
        }

        return new(found);
    }
}
