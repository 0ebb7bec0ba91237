namespace ProgressHub.Publishing;

/// <summary>The names of the SignalR groups behind watches. Made here only.</summary>
internal static class AudienceNames
{
    private const string Summary = "summary:";

    private const string Job = "job:";

    public static string OfJob(JobId id) => string.Concat(Job, id.ToString());

    public static bool IsJob(string audience) => audience.StartsWith(Job, StringComparison.Ordinal);

    public static string OfGroupJobs(GroupName group) => string.Concat("jobs:", group.Value);

    public static string OfGroupSummary(GroupName group) => string.Concat(Summary, group.Value);

    /// <summary>The job or group that an audience is about.</summary>
    public static string Subject(string audience) => audience[(audience.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public static bool IsSummary(string audience) => audience.StartsWith(Summary, StringComparison.Ordinal);

    public static string OfLog(JobId id) => string.Concat("log:", id.ToString());
}
