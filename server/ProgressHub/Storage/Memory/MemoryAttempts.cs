namespace ProgressHub.Storage.Memory;

/// <summary>The attempts that jobs have left behind. Not safe for threads by itself.</summary>
internal sealed class MemoryAttempts
{
    private readonly Dictionary<JobId, List<JobAttempt>> _written = [];

    public void Note(in JobMove move, DateTimeOffset now)
    {
        if (move.To is null)
        {
            _written.Remove(move.Job.Id);
        }
        else if (AttemptRecords.LeftBy(move, now) is { } left)
        {
            Write(move.Job.Id, left);
        }
    }

    /// <summary>Writes down the last attempt of a job that is about to be queued anew.</summary>
    public void KeepLast(JobSnapshot job)
    {
        if (AttemptRecords.OfJob(job, Written(job.Id)) is { } last)
        {
            Write(job.Id, last);
        }
    }

    public IReadOnlyList<JobAttempt> Read(JobSnapshot job) => AttemptRecords.All(job, Written(job.Id).ToArray());

    private List<JobAttempt> Written(JobId id) => _written.GetValueOrDefault(id) ?? [];

    private void Write(JobId id, JobAttempt attempt)
    {
        if (!_written.TryGetValue(id, out var attempts))
        {
            _written[id] = attempts = [];
        }

        attempts.Add(attempt);
        if (attempts.Count > AttemptRecords.Kept)
        {
            attempts.RemoveAt(0);
        }
    }
}
