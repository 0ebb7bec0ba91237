using ProgressHub.Jobs;

namespace ProgressHub.Storage.Kin;

/// <summary>Judges new jobs by the parents and predecessors they name. Made for one call of a store, under its lock or in its transaction.</summary>
internal sealed class KinCheck(IKinView view)
{
    /// <summary>How deep a tree may be, its root counted.</summary>
    public const int MaxDepth = 8;

    private readonly Dictionary<JobId, JobId?> _new = [];
    private readonly Dictionary<JobId, int> _children = [];

    /// <summary>Whether there is anything to judge.</summary>
    public static bool Concerns(NewJob job) => job.Snapshot.ParentId is not null || job.Snapshot.WaitsFor is not null || job.Kin.IgnoresChildFailure;

    /// <summary>What is wrong with one of them; null if all can be stored, in their order.</summary>
    public EnqueueRefusedException? Refusal(IReadOnlyList<NewJob> jobs)
    {
        for (var i = 0; i < jobs.Count; i++)
        {
            var job = jobs[i].Snapshot;
            if ((OfParent(i, job.ParentId, jobs[i].Kin) ?? OfPredecessors(i, job.ParentId, job.WaitsFor ?? [])) is { } refusal)
            {
                return refusal;
            }

            _new[job.Id] = job.ParentId;
        }

        return null;
    }

    private EnqueueRefusedException? OfParent(int index, JobId? named, KinTerms terms)
    {
        if (named is not { } parent)
        {
            return null;
        }

        if (!_children.TryGetValue(parent, out var count))
        {
            if (!_new.ContainsKey(parent))
            {
                if (view.Find(parent) is not { } stored)
                {
                    return new("job-not-found", index, "parentId", $"There is no job {parent}. Check the id of the parent.");
                }

                if (stored.State.IsFinal())
                {
                    return new("job-final", index, "parentId", $"The parent {parent} is {stored.State.Name()}, so it takes no children. Retry it first, or leave parentId out.");
                }

                if (terms.ParentEpoch is { } epoch && JobVersion.Epoch(stored.Version) != epoch)
                {
                    return new("stale-attempt", index, "parentId", $"Another attempt holds the parent {parent}. Stop: what this one starts would be started twice.");
                }

                count = view.CountChildren(parent);
            }

            if (Ancestors(parent).Count() >= MaxDepth)
            {
                return new("invalid-request", index, "parentId", $"The parent {parent} is {MaxDepth} deep in its tree, and no tree is deeper. Make it a child of one further up.");
            }
        }

        if (++count > terms.MaxSiblings)
        {
            return new("invalid-request", index, "parentId", $"The parent {parent} has {terms.MaxSiblings} children, and no job has more. Make some of them parents themselves.");
        }

        _children[parent] = count;
        return null;
    }

    private EnqueueRefusedException? OfPredecessors(int index, JobId? parent, IReadOnlyList<JobId> predecessors)
    {
        var ancestors = predecessors.Count == 0 ? [] : Ancestors(parent).ToHashSet();
        for (var i = 0; i < predecessors.Count; i++)
        {
            var id = predecessors[i];
            if (!_new.ContainsKey(id) && view.Find(id) is null)
            {
                return new("invalid-request", index, $"after.jobs[{i}]", $"There is no job {id} to wait for. Check the id; a job that was removed cannot be waited for.");
            }

            // It would wait for its parent, and its parent for it.
            if (ancestors.Contains(id))
            {
                return new("invalid-request", index, $"after.jobs[{i}]", $"{id} is an ancestor of this job, so each would wait for the other. Leave one of the two out.");
            }
        }

        return null;
    }

    /// <summary>The job and those above it.</summary>
    private IEnumerable<JobId> Ancestors(JobId? id)
    {
        var next = id;
        while (next is { } current)
        {
            yield return current;
            next = _new.TryGetValue(current, out var parent) ? parent : view.Find(current)?.Parent;
        }
    }
}
