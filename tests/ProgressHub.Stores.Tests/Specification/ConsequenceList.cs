using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>Collects what a store tells of jobs that moved because others did.</summary>
public sealed class ConsequenceList : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IJobStore _store;
    private readonly List<JobSnapshot> _told = [];

    public ConsequenceList(IJobStore store)
    {
        _store = store;
        _store.Moved += Add;
    }

    public IReadOnlyList<JobSnapshot> Told
    {
        get
        {
            lock (_gate)
            {
                return [.. _told];
            }
        }
    }

    public IEnumerable<JobSnapshot> Of(JobId id) => Told.Where(job => job.Id == id);

    public void Dispose() => _store.Moved -= Add;

    private void Add(IReadOnlyList<JobSnapshot> moved)
    {
        lock (_gate)
        {
            _told.AddRange(moved);
        }
    }
}
