namespace ProgressHub.Client.Watching;

/// <summary>What to tell the hub next.</summary>
/// <param name="Left">Jobs and groups that nobody watches any more.</param>
/// <param name="Jobs">Jobs to join.</param>
/// <param name="Groups">Groups to join, each with the moment of asking.</param>
internal sealed record HubWork(UnwatchRequest? Left, IReadOnlyList<JobSubject> Jobs, IReadOnlyList<(GroupSubject Group, long Moment)> Groups)
{
    public int Count => Jobs.Count + Groups.Count;

    public WatchRequest ToRequest() => new()
    {
        Jobs = [.. Jobs.Select(job => new JobWatch(job.Id.ToString(), job.Known, job.Token))],
        Groups = [.. Groups.Select(item => new GroupWatch(item.Group.Name.Value))],
    };

    /// <summary>Moves those on that still stand where they did. Under the table's lock.</summary>
    public void Settle(Join from, Join to)
    {
        foreach (var subject in Jobs.Concat<Subject>(Groups.Select(item => item.Group)).Where(subject => subject.Join == from))
        {
            subject.Join = to;
        }
    }
}
