namespace ProgressHub.Publishing;

/// <summary>The names of the SignalR groups behind watches. Made here only.</summary>
internal static class AudienceNames
{
    private const string Group = "group:";

    private const string Job = "job:";

    public static string OfJob(JobId id) => string.Concat(Job, id.ToString());

    public static bool IsJob(string audience) => audience.StartsWith(Job, StringComparison.Ordinal);

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

    public static string OfLog(JobId id) => string.Concat("log:", id.ToString());
}
