using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ProgressHub.Http;

/// <summary>Reads query parameters and refuses unknown ones: a misspelt <c>after</c> must not become a full read. Names that begin with <c>_</c> are left alone.</summary>
internal static class StrictQuery
{
    public static void Allow(HttpRequest request, params ReadOnlySpan<string> names)
    {
        if (!request.QueryString.HasValue)
        {
            return;
        }

        foreach (var (name, _) in request.Query)
        {
            if (!names.Contains(name) && !name.StartsWith('_'))
            {
                var known = names.Length == 0 ? "This address takes none." : $"Did you mean '{Nearest(name, names)}'? There are: {string.Join(", ", names.ToArray())}.";
                throw new ProblemException(Problem.UnknownParameter, $"There is no parameter '{name}'. {known}", name);
            }
        }
    }

    /// <summary>One value, or null when the parameter is absent or empty.</summary>
    public static string? One(HttpRequest request, string name) =>
        !request.QueryString.HasValue ? null
        : request.Query.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value
        : values.Count > 1 ? throw new ProblemException(Problem.InvalidRequest, $"'{name}' is given more than once.", name)
        : null;

    /// <summary>A list, by comma or by repetition.</summary>
    public static IReadOnlyList<string>? Many(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var values)
            ? [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))]
            : null;

    public static int Number(HttpRequest request, string name, int least, int most, int standard) =>
        One(request, name) is not { } text ? standard
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new ProblemException(Problem.InvalidRequest, $"'{name}' is '{text}'; use a whole number from {least} to {most}.", name);

    /// <summary><c>true</c> or <c>false</c>; false when it is absent.</summary>
    public static bool Flag(HttpRequest request, string name) => One(request, name) switch
    {
        null or "false" => false,
        "true" => true,
        var text => throw new ProblemException(Problem.InvalidRequest, $"'{name}' is '{text}'; use true or false.", name),
    };

    public static DateTimeOffset? Time(HttpRequest request, string name) =>
        One(request, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new ProblemException(Problem.InvalidRequest, $"'{name}' is '{text}'; use a time such as 2026-03-02T09:00:00Z.", name);

    private static string Nearest(string name, ReadOnlySpan<string> names)
    {
        var (best, least) = (names[0], int.MaxValue);
        foreach (var candidate in names)
        {
            var distance = Distance(name, candidate);
            (best, least) = distance < least ? (candidate, distance) : (best, least);
        }

        return best;
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string left, string right)
    {
        // A name from outside may be long; beyond this no candidate is near.
        left = left.Length > 64 ? left[..64] : left;
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), corner + cost));
            }
        }

        return row[right.Length];
    }
}
