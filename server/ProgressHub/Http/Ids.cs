namespace ProgressHub.Http;

/// <summary>Reads ids and names from addresses.</summary>
internal static class Ids
{
    public static JobId Parse(string? text) =>
        JobId.TryParse(text, out var id) ? id : throw new ProblemException(Problem.InvalidId, $"'{text}' is no id.");

    public static GroupName ParseGroup(string? text) =>
        GroupName.TryParse(text, out var group) ? group : throw new ProblemException(Problem.InvalidGroup, $"'{text}' is no group name.");
}
