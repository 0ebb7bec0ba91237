namespace ProgressHub.Tests.Documents;

public sealed class LinkFacts
{
    private static readonly string[] Tops = ["server/", "client/", "tests/", ".ci/"];

    [Fact]
    public void EveryLinkLeadsSomewhere()
    {
        foreach (var (document, link) in All(Markdown.Links).Where(item => !item.Text.Contains("://", StringComparison.Ordinal)))
        {
            var (path, anchor) = link.Split('#') is [var file, var place] ? (file, place) : (link, null);
            var folder = Path.GetDirectoryName(document)!;
            var target = path.Length == 0 ? document : Path.Join(folder, path);
            Repository.Has(target).ShouldBeTrue($"{document} links to {link}");
            if (anchor is not null)
            {
                Markdown.Anchors(Repository.Read(target)).ShouldContain(anchor, $"{document} links to {link}");
            }
        }
    }

    [Fact]
    public void EveryPathThatIsNamedExists()
    {
        var named = All(Markdown.Codes).Where(item => Array.Exists(Tops, top => item.Text.StartsWith(top, StringComparison.Ordinal))).ToList();
        named.ShouldNotBeEmpty();
        foreach (var (document, path) in named)
        {
            Repository.Has(path).ShouldBeTrue($"{document} names {path}");
        }
    }

    private static IEnumerable<(string Document, string Text)> All(Func<string, IEnumerable<string>> read) =>
        Repository.Documents.SelectMany(document => read(Repository.Read(document)).Select(text => (document, text)));
}
