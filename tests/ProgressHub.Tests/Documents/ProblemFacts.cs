using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ProgressHub.Http;

namespace ProgressHub.Tests.Documents;

public sealed partial class ProblemFacts
{
    private const string Protocol = "server/ProgressHub.Protocol/PROTOCOL.md";

    [Fact]
    public void TheProtocolNamesEveryProblemOfHttpAndNoOther()
    {
        var problems = typeof(Problem).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Problem))
            .Select(field => (Problem)field.GetValue(null)!);
        var expected = problems.Select(problem => (problem.Code, Status: problem.Status.ToString(CultureInfo.InvariantCulture)));
        Rows("code", "HTTP").ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public void TheProtocolNamesEveryRefusalOfTheHubAndNoOther()
    {
        var sources = string.Concat(Repository.Files("*.cs", "server/ProgressHub/Hubs").Select(Repository.Read));
        var thrown = Thrown().Matches(sources).Select(match => (match.Groups["code"].Value, "the call fails"));
        var listed = Listed().Matches(sources).Select(match => (match.Groups["code"].Value, "in `refused`"));
        Rows("code", "on the hub").ShouldBe(thrown.Concat(listed).Distinct(), ignoreOrder: true);
    }

    private static IEnumerable<(string Code, string Where)> Rows(string first, string second) =>
        Markdown.Table(Protocol, first, second).Select(row => (Markdown.Plain(row[0]), row[1]));

    [GeneratedRegex("""Refused\("(?<code>[a-z-]+)",""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thrown();

    [GeneratedRegex("""refused\.Add\(new\("(?<code>[a-z-]+)",""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listed();
}
