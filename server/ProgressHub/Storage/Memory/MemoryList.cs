namespace ProgressHub.Storage.Memory;

/// <summary>Reads a page of the job list.</summary>
internal static class MemoryList
{
    public static JobPage Read(JobTable jobs, JobSearch search)
    {
        var from = JobCursor.Read(search);
        var found = (search.OldestFirst ? jobs.Following(from) : jobs.Before(from)).Where(j => Matches(j.Snapshot, search)).Take(search.Limit + 1).ToArray();
        return found.Length <= search.Limit
            ? new JobPage(found.Select(j => j.Snapshot).ToArray())
            : new JobPage(found[..search.Limit].Select(j => j.Snapshot).ToArray(), JobCursor.Make(found[search.Limit - 1].Seq));
    }

    private static bool Matches(JobSnapshot job, JobSearch search) =>
        (search.Group is not { } group || job.Groups.Contains(group))
        && (search.Kinds?.Contains(job.Kind) ?? true)
        && (search.States?.Contains(job.State) ?? true)
        && (search.Parent is not { } parent || job.ParentId == parent)
        && (search.CreatedAfter is not { } after || job.CreatedAt > after)
        && (search.CreatedBefore is not { } until || job.CreatedAt < until)
        && (search.Text is not { Length: > 0 } text || SearchText.IsIn(text, job.Id, job.Kind, job.Progress, job.Error));
}
