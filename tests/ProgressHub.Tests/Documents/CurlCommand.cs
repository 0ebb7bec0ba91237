using System.Text;
using System.Text.RegularExpressions;

namespace ProgressHub.Tests.Documents;

/// <summary>A line of a document such as <c>$ curl -s 127.0.0.1:5080/api/jobs   # 200</c>, which need not have curl to be tried.</summary>
internal sealed partial record CurlCommand(HttpMethod Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, string? Body, int Status)
{
    /// <summary>The address that documents give to the host.</summary>
    private const string Host = "127.0.0.1:5080";

    public static CurlCommand Parse(string line)
    {
        var (method, target, headers, body, status) = ((string?)null, "", new List<(string, string)>(), (string?)null, 200);
        var words = new Queue<string>(Words(line));
        words.Dequeue().ShouldBe("$", line);
        words.Dequeue().ShouldBe("curl", line);
        while (words.TryDequeue(out var word))
        {
            switch (word)
            {
                case "-s" or "-si" or "-sN":
                    break;
                case "-X":
                    method = words.Dequeue();
                    break;
                case "-H":
                    var header = words.Dequeue().Split(": ", 2);
                    headers.Add((header[0], header[1]));
                    break;
                case "-d":
                    body = words.Dequeue();
                    break;
                case "#":
                    status = int.Parse(words.Dequeue());
                    break;
                default:
                    word.ShouldStartWith(Host, Case.Sensitive, line);
                    target = word[Host.Length..];
                    break;
            }
        }

        return new(new(method ?? (body is null ? "GET" : "POST")), target, headers, body, status);
    }

    /// <summary>Makes the request, with the id of a job in place of <c>ID</c>.</summary>
    public HttpRequestMessage ToRequest(string id)
    {
        var request = new HttpRequestMessage(Method, Target.Replace("ID", id, StringComparison.Ordinal));
        if (Body is not null)
        {
            request.Content = new StringContent(Body, Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        foreach (var (name, value) in Headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.ContentType = new(value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
            }
        }

        return request;
    }

    private static IEnumerable<string> Words(string line) =>
        Word().Matches(line).Select(match => match.Groups["quoted"] is { Success: true } quoted ? quoted.Value : match.Value.Trim('"'));

    [GeneratedRegex(@"'(?<quoted>[^']*)'|""[^""]*""|\S+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
