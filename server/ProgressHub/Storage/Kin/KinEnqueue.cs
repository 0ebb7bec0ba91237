using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Storage.Kin;

/// <summary>Stores new jobs that name a parent or jobs they wait for, once they are found to be in order.</summary>
internal sealed class KinEnqueue(IReadOnlyList<NewJob> jobs)
{
    private readonly Dictionary<JobId, (int Children, long Weight)> _families = jobs.Where(job => job.Snapshot.ParentId is not null)
        .GroupBy(job => job.Snapshot.ParentId!.Value)
        .ToDictionary(children => children.Key, children => (children.Count(), children.Sum(child => (long)child.Kin.Weight)));

    /// <summary>What is wrong with the jobs of the call; null if all can be stored.</summary>
    public EnqueueRefusedException? Refusal(WriteSession session) => new KinCheck(new KinView(session)).Refusal(jobs);

    /// <summary>Makes room for all children of the call at once.</summary>
    public KinBirths Begin(WriteSession session) => new(session, _families);
}
