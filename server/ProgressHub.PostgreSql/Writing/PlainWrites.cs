using ProgressHub.Storage;
using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>Writes of attempts, most of which meet jobs just as the attempts left them: those are stored together. The rest is judged by the rules, after them.</summary>
internal sealed class PlainWrites : WriteOperation<IReadOnlyList<JobSnapshot?>>
{
    private readonly JobSnapshot?[] _stored;

    private PlainWrites(IReadOnlyList<AttemptWrite> writes, JobSnapshot?[] next) =>
        (Writes, Next, Values, _stored) = (writes, next, Array.ConvertAll(next, job => job is null ? default : new JobValues(job)), new JobSnapshot?[next.Length]);

    public IReadOnlyList<AttemptWrite> Writes { get; }

    /// <summary>What each is to be stored as; null where it is known to need the rules.</summary>
    public JobSnapshot?[] Next { get; }

    public JobValues[] Values { get; }

    /// <summary>Whether all were stored.</summary>
    public bool IsDone => !_stored.Contains(null);

    /// <summary>Null where all of them are known to need the rules.</summary>
    public static PlainWrites? Of(IReadOnlyList<AttemptWrite> writes, DateTimeOffset now)
    {
        var next = new JobSnapshot?[writes.Count];
        var ids = new HashSet<JobId>(next.Length);
        for (var i = 0; i < next.Length; i++)
        {
            // Of two writes of one job only the first can be known to fit.
            if (ids.Add(writes[i].Snapshot.Id) && IsPlain(writes[i])
                && JobTransitions.Apply(writes[i], JobState.Running, writes[i].Snapshot.Version - 1, cancelRequested: false, now) is { ResultBytes: null } stored)
            {
                next[i] = stored;
            }
        }

        return Array.TrueForAll(next, job => job is null) ? null : new PlainWrites(writes, next);
    }

    public void Stored(int index) => _stored[index] = Next[index];

    /// <summary>It was not, after all.</summary>
    public void Undone(int index) => _stored[index] = null;

    public void Answer() => TrySetResult(_stored);

    protected override IReadOnlyList<JobSnapshot?> Change(WriteSession session)
    {
        var left = Enumerable.Range(0, _stored.Length).Where(i => _stored[i] is null).ToList();
        var judged = new AttemptOperation(left.ConvertAll(i => Writes[i])).Run(session);
        var answers = _stored.ToArray();
        for (var i = 0; i < left.Count; i++)
        {
            answers[left[i]] = judged[i];
        }

        return answers;
    }

    private static bool IsPlain(AttemptWrite write) =>
        write is { Checkpoint: null, Again: null, Snapshot: { CancelRequested: not true, External: not true, State: >= JobState.Running } job }
        && (job.State == JobState.Running || job is { ParentId: null, ConcurrencyKey: null });
}
