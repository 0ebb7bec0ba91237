namespace ProgressHub.Jobs;

/// <summary>Groups that exist without being named by a job.</summary>
internal static class GroupNames
{
    /// <summary>Every job of the store is in it; what the dashboard watches.</summary>
    public static GroupName All { get; } = new("all");
}
