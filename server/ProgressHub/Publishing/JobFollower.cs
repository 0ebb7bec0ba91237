using System.Runtime.CompilerServices;
using ProgressHub.Live;

namespace ProgressHub.Publishing;

/// <summary>Watches a job like any connection does: joins its audience, reads it, and hears of it until it is final.</summary>
internal sealed class JobFollower(LiveJobs live, AudienceTable audiences) : IJobFollower
{
    public async IAsyncEnumerable<JobSnapshot> FollowAsync(JobId id, [EnumeratorCancellation] CancellationToken ct)
    {
        var (audience, newest) = (AudienceNames.OfJob(id), new NewestOfJob(id));
        audiences.Join(audience, newest);
        try
        {
            // Joined, then read: what changed before the join is here, what changes after it is offered.
            var job = await live.ReadAsync(id, ct) ?? throw new JobNotFoundException(id);
            yield return job;
            while (!job.IsFinal())
            {
                job = await newest.NextAsync(job.Version, ct) ?? throw new WatchEndedException("removed");
                yield return job;
            }
        }
        finally
        {
            audiences.Leave(audience, newest);
        }
    }
}
