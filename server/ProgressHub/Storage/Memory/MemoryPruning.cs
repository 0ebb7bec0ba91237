namespace ProgressHub.Storage.Memory;

/// <summary>Finds the jobs that one step of retention removes.</summary>
internal static class MemoryPruning
{
    public static (List<StoredJob> Gone, long? Next) Pick(JobTable jobs, MemoryStats stats, PruneStep step, DateTimeOffset now)
    {
        var sieve = new RetentionSieve(step, now);
        foreach (var (kind, count) in stats.Final)
        {
            sieve.Count(kind, count);
        }

        List<StoredJob> gone = [];
        if (!sieve.HasWork)
        {
            return (gone, null);
        }

        var looked = 0;
        foreach (var job in jobs.Following(step.AfterSeq))
        {
            if (Takes(sieve, jobs, job.Snapshot))
            {
                gone.Add(job);
            }

            if (++looked == RetentionSieve.MaxLooked || gone.Count == RetentionSieve.MaxRemoved || !sieve.HasWork)
            {
                return (gone, sieve.HasWork ? job.Seq : null);
            }
        }

        return (gone, null);
    }

    private static bool Takes(RetentionSieve sieve, JobTable jobs, JobSnapshot job)
    {
        var parent = job.ParentId is { } id ? jobs.Find(id) : null;
        return sieve.Takes(job.Kind, job.State, job.FinalizedAt, job.ParentId is not null, parent?.Snapshot.State);
    }
}
