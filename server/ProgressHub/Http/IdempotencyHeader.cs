using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http;
using ProgressHub.Execution;

namespace ProgressHub.Http;

/// <summary>Reads <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): a string in quotes (RFC 9651, section 3.3.3), or bare, as many send it.</summary>
internal static class IdempotencyHeader
{
    private const string Name = "Idempotency-Key";

    /// <summary>The key without its quotes; null where there is none.</summary>
    public static string? Read(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Name, out var values))
        {
            return null;
        }

        return values is [{ } value] && TryUnquote(value.Trim(), out var key) && Idempotency.IsValid(key)
            ? key
            : throw new ProblemException(Problem.InvalidRequest, $"{Name} is '{values}'; send it once, as a string in quotes of {Idempotency.Rule}.", Name);
    }

    private static bool TryUnquote(string value, [NotNullWhen(true)] out string? key)
    {
        if (!value.StartsWith('"'))
        {
            key = value;
            return true;
        }

        key = null;
        if (value.Length < 2 || value[^1] != '"')
        {
            return false;
        }

        var text = new StringBuilder(value.Length);
        for (var i = 1; i < value.Length - 1; i++)
        {
            var isEscape = value[i] == '\\';
            i += isEscape ? 1 : 0;
            if (value[i] is ('"' or '\\') != isEscape || i == value.Length - 1)
            {
                return false;
            }

            text.Append(value[i]);
        }

        key = text.ToString();
        return true;
    }
}
