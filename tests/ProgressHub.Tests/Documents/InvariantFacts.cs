using System.Text.RegularExpressions;

namespace ProgressHub.Tests.Documents;

public sealed partial class InvariantFacts
{
    private const string Document = "server/README.md";
    private const string Begin = "<!-- made from the tests: PROGRESSHUB_WRITE_DOCUMENTS=1 dotnet test -->\n";
    private const string End = "<!-- end -->\n";

    [Fact]
    public void TheTableOfInvariantsNamesTheTestsThatProveThem()
    {
        var (names, text) = (Names(), Repository.Read(Document));
        var proofs = Proofs().ToLookup(proof => proof.Invariant, proof => proof.Test);
        proofs.Select(group => group.Key).ShouldBeSubsetOf(names, "a test names an invariant that the document does not have");
        var rows = names.Select(name => $"| {name} | {Cell([.. proofs[name].Distinct().Order(StringComparer.Ordinal)])} |\n");
        var table = $"| invariant | proved by |\n| --- | --- |\n{string.Concat(rows)}";
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("PROGRESSHUB_WRITE_DOCUMENTS") == "1")
        {
            File.WriteAllText(Repository.At(Document), text[..from] + table + text[to..]);
            return;
        }

        text[from..to].ShouldBe(table, $"Write the table anew with PROGRESSHUB_WRITE_DOCUMENTS=1, read it, and commit {Document}.");
    }

    private static string Cell(string[] tests) => tests.Length == 0 ? "nothing yet" : string.Join(", ", tests.Select(test => $"`{test}`"));

    /// <summary>The numbered list: <c>1. **Durable accept.**</c> is the invariant "1 Durable accept".</summary>
    private static List<string> Names() =>
        [.. Item().Matches(Repository.Read(Document)).Select(match => $"{match.Groups["number"].Value} {match.Groups["name"].Value}")];

    private static IEnumerable<(string Invariant, string Test)> Proofs()
    {
        foreach (var file in Repository.Files("*.cs", "tests"))
        {
            var text = Repository.Read(file);
            var proofs = Proof().Matches(text);
            proofs.Count.ShouldBe(Mark().Count(text), $"{file} names an invariant where this test does not see a test or a class");
            foreach (var proof in proofs.AsEnumerable())
            {
                yield return (proof.Groups["invariant"].Value, proof.Groups["test"].Value);
            }
        }
    }

    [GeneratedRegex(@"^(?<number>\d+)\. \*\*(?<name>[^*]+)\.\*\*", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Item();

    [GeneratedRegex(@"Trait\(""Invariant"",", RegexOptions.None, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"Trait\(""Invariant"", ""(?<invariant>[^""]+)""\)\](?=(\s*\[[^\n]*\])*\s*public ((sealed |abstract )*class |(async )?[\w<>]+ )(?<test>\w+))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Proof();
}
