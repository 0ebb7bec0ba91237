using System.Text.RegularExpressions;

namespace ProgressHub.Tests.Documents;

/// <summary>Reads as much of a document as the tests compare.</summary>
internal static partial class Markdown
{
    /// <summary>The fenced blocks whose first line after the fence begins with a language, and maybe a name: <c>json SubmitRequest</c>.</summary>
    public static IReadOnlyList<Block> Blocks(string document, string language) =>
        [.. Fence().Matches(Repository.Read(document)).Select(Block.Of).Where(block => block.Language == language)];

    /// <summary>The cells of the one table whose header begins with the given cells.</summary>
    public static IReadOnlyList<string[]> Table(string document, params string[] header)
    {
        var rows = Repository.Read(document).Split('\n').Select(Cells).ToList();
        var at = rows.FindIndex(row => row.Take(header.Length).SequenceEqual(header));
        at.ShouldBeGreaterThanOrEqualTo(0, $"{document} has no table with {string.Join(" | ", header)}");
        return [.. rows.Skip(at + 2).TakeWhile(row => row.Length > 0)];
    }

    public static IEnumerable<string> Links(string text) => Link().Matches(Text(text)).Select(match => match.Groups["to"].Value);

    public static IEnumerable<string> Codes(string text) => Code().Matches(Text(text)).Select(match => match.Groups["code"].Value);

    /// <summary>The anchors that a forge makes of the headings.</summary>
    public static IEnumerable<string> Anchors(string text) => Heading().Matches(Text(text))
        .Select(match => NoAnchor().Replace(match.Groups["title"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    public static string Plain(string cell) => cell.Replace("`", "", StringComparison.Ordinal);

    private static string Text(string text) => Fence().Replace(text, "");

    private static string[] Cells(string line) =>
        line.StartsWith('|') ? [.. line.Trim('|').Split(" | ").Select(cell => cell.Trim(' ', '|'))] : [];

    [GeneratedRegex(@"^```(?<info>[^\n]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`(?<code>[^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("^#+ (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 _-]", RegexOptions.None, 1000)]
    private static partial Regex NoAnchor();

    internal sealed record Block(string Language, string Name, string Text)
    {
        public static Block Of(Match match)
        {
            var info = match.Groups["info"].Value.Split(' ', 2);
            return new(info[0], info.Length > 1 ? info[1] : "", match.Groups["text"].Value);
        }
    }
}
