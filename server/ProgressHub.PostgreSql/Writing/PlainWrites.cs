using ProgressHub.Storage;
using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>Writes of attempts that most likely meet jobs just as the attempts left them. What does not is judged by the rules.</summary>
internal sealed class PlainWrites : WriteOperation<IReadOnlyList<JobSnapshot?>>
{
    private readonly AttemptOperation _ruled;
    private readonly JobSnapshot?[] _answers;

    private PlainWrites(IReadOnlyList<AttemptWrite> writes, JobSnapshot[] next) =>
        (Writes, Next, Values, _ruled, _answers) = (writes, next, Array.ConvertAll(next, job => new JobValues(job)), new AttemptOperation(writes), new JobSnapshot?[next.Length]);

    public IReadOnlyList<AttemptWrite> Writes { get; }

    /// <summary>What each is to be stored as.</summary>
    public JobSnapshot[] Next { get; }

    public JobValues[] Values { get; }

    /// <summary>Whether all were stored.</summary>
    public bool IsDone => !_answers.Contains(null);

    /// <summary>Null where one of them is known to need the rules.</summary>
    public static PlainWrites? Of(IReadOnlyList<AttemptWrite> writes, DateTimeOffset now)
    {
        var next = new JobSnapshot[writes.Count];
        var ids = new HashSet<JobId>(next.Length);
        for (var i = 0; i < next.Length; i++)
        {
            var write = writes[i];
            if (write is not { Checkpoint: null, Again: null, Snapshot: { CancelRequested: not true, External: not true, State: >= JobState.Running } job }
                || (job.State != JobState.Running && (job.ParentId is not null || job.ConcurrencyKey is not null)) || !ids.Add(job.Id)
                || JobTransitions.Apply(write, JobState.Running, job.Version - 1, cancelRequested: false, now) is not { ResultBytes: null } stored)
            {
                return null;
            }

            next[i] = stored;
        }

        // Of several ends either all are stored or none.
        return next.Length == 0 || (next.Length > 1 && Array.Exists(next, job => job.State != JobState.Running)) ? null : new PlainWrites(writes, next);
    }

    public void Stored(int index) => _answers[index] = Next[index];

    /// <summary>It was not, after all.</summary>
    public void Undone(int index) => _answers[index] = null;

    public void Answer() => TrySetResult(_answers);

    protected override IReadOnlyList<JobSnapshot?> Change(WriteSession session) => _ruled.Run(session);
}
