namespace ProgressHub.Scheduling;

/// <summary>Names of recurring jobs follow the rule of group names.</summary>
internal static class RecurrenceNames
{
    /// <exception cref="JobRefusedException">The text is no name.</exception>
    public static string Check(string? text) => GroupName.TryParse(text, out _)
        ? text
        : throw new JobRefusedException("invalid-request", $"'{text}' is no name of a recurring job. A name follows {GroupName.Pattern}.", "name");
}
