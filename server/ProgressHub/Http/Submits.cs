using System.Text.Json;

namespace ProgressHub.Http;

/// <summary>Reads what a submit asks for.</summary>
internal static class Submits
{
    private static readonly JsonElement NoArgs = JsonElement.Parse("{}"u8);

    public static string Kind(SubmitRequest submit) => submit.Kind is { Length: > 0 } kind
        ? kind
        : throw new ProblemException(Problem.InvalidRequest, "'kind' is missing. See /api/kinds for what there is.", "kind");

    public static JsonElement Args(SubmitRequest submit) => submit.Args is { ValueKind: not JsonValueKind.Null } args ? args : NoArgs;

    public static EnqueueOptions ToOptions(SubmitRequest submit) => new()
    {
        Groups = submit.Groups is null ? [] : [.. submit.Groups.Select(ParseGroup)],
        Priority = submit.Priority ?? 0,
        MaxAttempts = submit.MaxAttempts,
        Timeout = submit.TimeoutSeconds is { } seconds ? Seconds(seconds) : null,
        ConcurrencyKey = submit.ConcurrencyKey,
        Public = submit.Public ?? false,
        DueAt = submit.DueAt?.ToUniversalTime(),
    };

    /// <summary>Clamped to what a time span holds; the queue refuses what is out of range.</summary>
    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, -1, 1e9));

    private static GroupName ParseGroup(string text, int index) => GroupName.TryParse(text, out var name)
        ? name
        : throw new ProblemException(Problem.InvalidGroup, $"'{text}' is no group name.", $"groups[{index}]");
}
