namespace ProgressHub.Publishing;

/// <summary>The names of the SignalR groups behind watches. Made here only.</summary>
internal static class AudienceNames
{
    private const string Group = "group:";

    private const string Job = "job:";

    private const string Log = "log:";

    public static string OfJob(JobId id) => string.Concat(Job, id.ToString());

    /// <summary>Whether it is about a single job: the job itself or its log.</summary>
    public static bool IsOfOneJob(string audience) => audience.StartsWith(Job, StringComparison.Ordinal) || audience.StartsWith(Log, StringComparison.Ordinal);

    public static string OfGroupJobs(GroupName group) => string.Concat("jobs:", group.Value);

    public static string OfGroupSummary(GroupName group) => string.Concat("summary:", group.Value);

    /// <summary>Whoever watches the group, in whatever mode: while there is somebody, its roll-up is kept. Nothing is sent to it.</summary>
    public static string OfGroup(GroupName group) => string.Concat(Group, group.Value);

    /// <summary>The audiences that a watcher of a group joins.</summary>
    public static string[] OfGroup(GroupName group, GroupMode mode) =>
        [OfGroup(group), mode is GroupMode.Jobs ? OfGroupJobs(group) : OfGroupSummary(group)];

    /// <summary>The job or group that an audience is about.</summary>
    public static string Subject(string audience) => audience[(audience.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public static bool IsGroup(string audience) => audience.StartsWith(Group, StringComparison.Ordinal);

    public static string OfLog(JobId id) => string.Concat(Log, id.ToString());
}
