using ProgressHub.PostgreSql.Rows;
using ProgressHub.Storage;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>Stores new jobs that concern nobody else, together with those of other callers.</summary>
internal sealed class PlainEnqueue(IReadOnlyList<NewJob> jobs) : WriteOperation<EnqueueAnswer>
{
    private readonly EnqueueAnswer _stored = EnqueueAnswer.Stored(jobs);

    public IReadOnlyList<NewJob> Jobs => jobs;

    public byte[]?[] Rare { get; } = [.. jobs.Select(job => RareMembers.Write(job.Snapshot))];

    public static bool Fits(IReadOnlyList<NewJob> jobs, IdempotencyKey? key)
    {
        for (var i = 0; key is null && i < jobs.Count; i++)
        {
            var job = jobs[i].Snapshot;
            if (Marks.Of(jobs[i]) != 0 || jobs[i].Lease is not null || KinCheck.Concerns(jobs[i])
                || job is not { State: JobState.Queued or JobState.Scheduled, Version: 1, Attempt: 0, CancelRequested: not true })
            {
                return false;
            }
        }

        return key is null && jobs.Count > 0;
    }

    public void Answer() => TrySetResult(_stored);

    // The statement for many has failed: whose job it was shows when each stands alone.
    protected override EnqueueAnswer Change(WriteSession session)
    {
        foreach (var job in jobs)
        {
            session.Jobs.Insert(new NewRow(job));
            session.Moved(JobMove.New(job.Snapshot));
        }

        return _stored;
    }
}
