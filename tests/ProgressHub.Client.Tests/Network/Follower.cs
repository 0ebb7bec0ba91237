namespace ProgressHub.Client.Tests.Network;

/// <summary>Somebody who watches a job to its end and remembers the versions.</summary>
internal sealed class Follower
{
    private int _seen;

    public Follower(JobHandle job) => Ended = Task.Run(() => FollowAsync(job));

    public Task Ended { get; }

    public bool IsGrowing { get; private set; } = true;

    public JobSnapshot? Last { get; private set; }

    public int Seen => Volatile.Read(ref _seen);

    private async Task FollowAsync(JobHandle job)
    {
        await foreach (var snapshot in job.WatchAsync())
        {
            IsGrowing &= Last is null || snapshot.Version > Last.Version;
            Last = snapshot;
            Interlocked.Increment(ref _seen);
        }
    }
}
