namespace ProgressHub.Storage.Memory;

/// <summary>Writes what attempts and reporters have to say. Used under the store's lock.</summary>
internal sealed class MemoryWrites(JobTable jobs, Func<StoredJob, JobSnapshot, JobSnapshot> move, TimeProvider time)
{
    /// <returns>What is stored now; null where the write is refused.</returns>
    public JobSnapshot? Write(AttemptWrite write)
    {
        if (jobs.Find(write.Snapshot.Id) is not { } job)
        {
            return null;
        }

        var stored = job.Snapshot;
        var next = JobTransitions.Apply(write, stored.State, stored.Version, stored.CancelRequested is true, time.NowInMs());
        if (next is not null && write.Checkpoint is { } checkpoint)
        {
            job.Checkpoint = checkpoint.IsEmpty ? default(ReadOnlyMemory<byte>?) : checkpoint.ToArray();
        }

        if (next is null || next.Version == stored.Version)
        {
            return next is null ? null : stored;
        }

        var kept = Keep(job, next, write.Result);
        if (write.Again is { } lease && kept is { State: JobState.Scheduled })
        {
            job.LeaseEndsAt = time.MonotonicMs(lease);
            return move(job, kept.Repeated(time.NowInMs()));
        }

        return kept;
    }

    /// <summary>Stores what follows, given the job's children; null where its code has returned before.</summary>
    public JobSnapshot? Keep(StoredJob job, JobSnapshot next, ReadOnlyMemory<byte>? result)
    {
        if (MemoryFamilies.Returned(job, next, result) is not { } kept)
        {
            return null;
        }

        job.Result = kept.Result is null && kept.ResultBytes is null ? default(ReadOnlyMemory<byte>?) : result!.Value.ToArray();
        return move(job, kept);
    }
}
