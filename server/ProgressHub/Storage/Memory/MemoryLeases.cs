using ProgressHub.Jobs;

namespace ProgressHub.Storage.Memory;

/// <summary>Renews leases of jobs in memory.</summary>
internal static class MemoryLeases
{
    public static LeaseAnswer Renew(JobTable jobs, LeaseRenewal renewal, long endsAt)
    {
        List<AttemptKey> lost = [], cancelRequested = [];
        foreach (var attempt in renewal.Attempts)
        {
            if (jobs.Find(attempt.Id) is not { Snapshot.State: JobState.Running } job || JobVersion.Epoch(job.Snapshot.Version) != attempt.Epoch)
            {
                lost.Add(attempt);
                continue;
            }

            job.LeaseEndsAt = endsAt;
            if (job.Snapshot.CancelRequested is true)
            {
                cancelRequested.Add(attempt);
            }
        }

        return new LeaseAnswer(lost, cancelRequested);
    }
}
