namespace ProgressHub.Storage.Memory;

/// <summary>Picks the jobs a worker gets. Used under the store's lock.</summary>
internal sealed class Claims(JobQueues queues, TimeProvider time, Func<StoredJob, JobSnapshot, JobSnapshot> move)
{
    /// <summary>Queues the jobs whose time has come.</summary>
    public List<JobSnapshot> Promote()
    {
        List<JobSnapshot> promoted = [];
        while (queues.Due(time.GetUtcNow()) is { } job)
        {
            promoted.Add(move(job, job.Snapshot.Promoted()));
        }

        return promoted;
    }

    /// <summary>Takes the best jobs there are, one after the other: each may make way for the next of its key.</summary>
    public ClaimAnswer Take(ClaimRequest request)
    {
        var promoted = Promote();
        var room = request.Kinds.Select(queues.Room).ToArray();
        List<ClaimedJob>? claimed = null;
        while ((claimed?.Count ?? 0) < request.Max && queues.Next(request.Kinds, room) is { } job)
        {
            for (var i = 0; i < room.Length; i++)
            {
                room[i] -= request.Kinds[i].Kind == job.Snapshot.Kind ? 1 : 0;
            }

            var running = move(job, job.Snapshot.Claimed(request.Node, time.NowInMs()));
            job.LeaseEndsAt = time.MonotonicMs(request.Lease);
            (claimed ??= []).Add(new ClaimedJob(running, job.Args) { Checkpoint = job.Checkpoint, Timeout = job.Timeout });
        }

        return claimed is null && promoted.Count == 0 ? ClaimAnswer.Empty : new ClaimAnswer(claimed ?? [], promoted);
    }
}
