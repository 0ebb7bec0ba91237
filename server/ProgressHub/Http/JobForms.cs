using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ProgressHub.Http;

/// <summary>Chooses the form by <c>Accept</c> (RFC 9110).</summary>
internal static class JobForms
{
    public const string Plain = "text/plain";

    private static readonly (string Type, JobForm Form)[] Types =
        [("application/json", JobForm.Json), (Plain, JobForm.Plain), ("text/html", JobForm.Html)];

    /// <param name="request">The request.</param>
    /// <param name="hasPage">Whether there is a page of it for people.</param>
    /// <exception cref="ProblemException">None of the accepted types can be given.</exception>
    public static JobForm Of(HttpRequest request, bool hasPage = true)
    {
        var accept = request.Headers.Accept;
        if (accept is [] or ["*/*"] or ["application/json"])
        {
            return JobForm.Json;
        }

        if (!MediaTypeHeaderValue.TryParseList(accept, out var accepted))
        {
            throw new ProblemException(Problem.NotAcceptable);
        }

        foreach (var type in accepted.OrderByDescending(type => type.Quality ?? 1))
        {
            foreach (var (name, form) in Types)
            {
                if (type.MatchesMediaType(name) && (hasPage || form is not JobForm.Html))
                {
                    return form;
                }
            }
        }

        throw new ProblemException(Problem.NotAcceptable);
    }
}
