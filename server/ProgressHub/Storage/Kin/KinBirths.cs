using ProgressHub.Jobs;
using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Storage.Kin;

/// <summary>The new jobs of one call within one transaction, in their order.</summary>
internal sealed class KinBirths(WriteSession session, IReadOnlyDictionary<JobId, (int Children, long Weight)> families)
{
    private readonly Dictionary<JobId, (int Round, bool InVain)> _parents = [];

    /// <summary>The job as it is to be stored, given how those stand that it waits for.</summary>
    public JobSnapshot AsStored(NewJob job, out List<JobId> open)
    {
        open = [];
        var view = new KinView(session);
        return job.Snapshot.WaitsFor is null
            ? job.Snapshot
            : job.Snapshot.AsNew(job.Kin.AfterAny, id => view.Find(id)!.Value.State, session.Now, out open);
    }

    /// <summary>Ties a job that was just inserted to its kin.</summary>
    /// <returns>Whether it was born in vain: its parent shall stop, or has stopped already.</returns>
    public bool Tie(JobSnapshot job, KinTerms terms, List<JobId> open)
    {
        if (open.Count > 0)
        {
            session.Kin.Waits.Add(job.Id, open, terms.AfterAny);
            open.ForEach(id => session.Kin.Families.Mark(id, KinMarks.Awaited));
        }

        if (terms.IgnoresChildFailure)
        {
            session.Kin.Families.Join(job.Id, 0, 0, ignoresFailure: true);
        }

        if (job.ParentId is not { } parent)
        {
            return false;
        }

        if (!_parents.TryGetValue(parent, out var known))
        {
            _parents[parent] = known = Join(parent);
        }

        session.Kin.Families.KeepTerms(job.Id, terms.Weight, known.Round);
        return known.InVain;
    }

    private (int Round, bool InVain) Join(JobId parent)
    {
        var (children, weight) = families[parent];
        session.Kin.Families.Join(parent, children, weight);
        var row = session.Kin.Families.Read(parent)!.Value;
        if (row.IsWaiting)
        {
            session.Kin.Touch(parent);
        }

        var head = session.Jobs.Head(parent)!.Value;
        return (row.Round, head.CancelRequested || head.State.IsFinal());
    }
}
