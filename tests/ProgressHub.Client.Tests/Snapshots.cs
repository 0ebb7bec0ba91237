namespace ProgressHub.Client.Tests;

/// <summary>Snapshots as a server would make them.</summary>
internal static class Snapshots
{
    public static JobSnapshot Make(JobId id, long version, JobState state = JobState.Running, params string[] groups) => new()
    {
        Id = id,
        Kind = "hold",
        Groups = [.. groups.Select(group => new GroupName(group))],
        State = state,
        Version = version,
        CreatedAt = DateTimeOffset.UnixEpoch,
        FinalizedAt = state is JobState.Succeeded or JobState.Failed or JobState.Canceled ? DateTimeOffset.UnixEpoch : null,
        Progress = new JobProgress { Done = version, Message = $"step {version}" },
    };

    public static JobId Id(int number = 1) => new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1));
}
