namespace ProgressHub.Client.Watching;

/// <summary>What to tell the hub next.</summary>
/// <param name="Left">Jobs and groups that nobody watches any more.</param>
/// <param name="Jobs">Jobs to join.</param>
/// <param name="Groups">Groups to join, each with the moment of asking.</param>
/// <param name="Logs">Jobs that are joined, of which the log is to be as well. They count as one with their job.</param>
internal sealed record HubWork(
    UnwatchRequest? Left, IReadOnlyList<JobSubject> Jobs, IReadOnlyList<(GroupSubject Group, long Moment)> Groups, IReadOnlyList<JobSubject> Logs)
{
    public int Count => Jobs.Count + Groups.Count;

    public bool HasWatches => Count + Logs.Count > 0;

    public WatchRequest ToRequest() => new()
    {
        Jobs = [.. Jobs.Select(job => new JobWatch(job.Id.ToString(), job.Known, job.Token))],
        Groups = [.. Groups.Select(item => new GroupWatch(item.Group.Name.Value))],
        Logs = Logs.Count == 0 ? null : [.. Logs.Where(job => job.WantsLog).Select(job => job.ToLogWatch())],
    };

    /// <summary>Moves those on that still stand where they did. Under the table's lock.</summary>
    public void Settle(Join from, Join to)
    {
        foreach (var subject in Jobs.Concat<Subject>(Groups.Select(item => item.Group)).Where(subject => subject.Join == from))
        {
            subject.Join = to;
        }

        foreach (var job in Logs.Where(job => job.LogJoin == from))
        {
            job.LogJoin = to;
            if (to is Join.Joined)
            {
                job.JoinLog();
            }
        }
    }
}
