namespace ProgressHub.Storage.Writing;

/// <summary>Finds the jobs that run elsewhere whose lease has passed: marks them, and ends those that were marked before.</summary>
internal static class SilentJobs
{
    /// <returns>False if there are more.</returns>
    public static bool Tend(WriteSession session, List<JobSnapshot> changed)
    {
        var silent = session.External.Silent(DueJobs.Step);
        foreach (var id in silent)
        {
            var seq = session.Jobs.Head(id)!.Value.Seq;
            var known = session.External.Read(session.Jobs.Read(seq))!;
            var job = session.Move(seq, known.Snapshot, known.Snapshot.Silent(session.Now));
            session.External.SetLease(id, job.HasNextLease(known.Terms.OnLost) ? known.Terms.Lease : null);
            changed.Add(job);
        }

        return silent.Count < DueJobs.Step;
    }
}
