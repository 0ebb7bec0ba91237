using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ProgressHub.Http;

/// <summary>Which of JSON and plain text a request takes.</summary>
internal static class Accepted
{
    public const string Plain = "text/plain";

    /// <summary>Whether plain text is what the client wants most.</summary>
    /// <exception cref="ProblemException">It takes neither JSON nor plain text.</exception>
    public static bool IsPlain(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept is [] or ["*/*"] or ["application/json"])
        {
            return false;
        }

        if (!MediaTypeHeaderValue.TryParseList(accept, out var types))
        {
            throw new ProblemException(Problem.NotAcceptable);
        }

        foreach (var type in types.OrderByDescending(type => type.Quality ?? 1))
        {
            if (type.MatchesMediaType("application/json"))
            {
                return false;
            }

            if (type.MatchesMediaType(Plain))
            {
                return true;
            }
        }

        throw new ProblemException(Problem.NotAcceptable);
    }
}
