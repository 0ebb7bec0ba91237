using System.Text;
using System.Text.Json;
using ProgressHub.Tests.Host;
using ProgressHub.Host.Files;

namespace ProgressHub.Tests.Commands;

/// <summary>Whatever callers send, a program gets the declared arguments and no other, no option that the configuration does not begin, and no path outside of the data root.</summary>
public sealed class HostileValueFacts : IDisposable
{
    private const int Tries = 20_000;

    private static readonly string[] Pieces =
    [
        "-", "--", "-o", "--exec=", "/", "//", "..", "../", "../..", "/etc/passwd", "~", "@", "\\", "C:", ";", "; rm -rf ", "$(x)", "`x`", "|", "&", ">", "<", "*", "?", "'", "\"",
        " ", "\t", "\n", "\r", "\0", "\u001b", "\u0085", "\u2028", "\ufeff", "\ud800", "\udc00", "🙂", "ß", "ﬁ", "．．", "／", "a", "b", "0", "{text}", "{", "}", "%s", "=", ":", ".", "in.txt", "out", "link",
    ];

    private readonly TempRoot _root = new();

    public HostileValueFacts()
    {
        _root.Write("in.txt", "in");
        _root.Write("folder/in.txt", "in");
        _root.Link("link", _root.Outside);
        _root.Link("gone", Path.Join(_root.Outside, "gone"));
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void NoValueAddsAnArgumentAnOptionOrAPath()
    {
        var command = CommandsOf.One("""
            {"work":{"command":"true",
              "args":["fixed","--title={text}","{text}","{text}{number}","{number}x{number}",["-i","{file}"],"of={path}","{folder}","-v"],
              "parameters":{"text":{"type":"string"},"number":{"type":"number","min":0},"file":{"type":"file"},"folder":{"type":"folder"},"path":{"type":"path"}}}}
            """);
        var paths = new CommandPaths(_root.Root);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var taken = 0;
        for (var i = 0; i < Tries; i++)
        {
            var args = JsonSerializer.Serialize(new
            {
                text = random.Next(4) == 0 ? "plain" : Text(random),
                number = random.Next(8) == 0 ? -random.NextDouble() : random.Next(100),
                file = random.Next(2) == 0 ? "in.txt" : Text(random),
                folder = random.Next(2) == 0 ? "folder" : Text(random),
                path = random.Next(2) == 0 ? "out" : Text(random),
            });
            var line = command.Line(args, paths);
            if (line.Refusal is not null)
            {
                continue;
            }

            taken++;
            var what = $"seed {seed}, try {i}: {args} became {string.Join(" | ", line.Arguments)}";
            line.Arguments.Count.ShouldBe(10, what);
            (line.Arguments[0], line.Arguments[5], line.Arguments[9]).ShouldBe(("fixed", "-i", "-v"), what);
            line.Arguments[1].ShouldStartWith("--title=", Case.Sensitive, what);
            line.Arguments.ShouldAllBe(argument => !argument.Any(char.IsControl), what);
            var text = line.Arguments[2];
            text.ShouldNotStartWith("-", Case.Sensitive, what);
            text.AsSpan().ContainsAny("/\\").ShouldBeFalse(what);
            text.Replace(".", "", StringComparison.Ordinal).ShouldNotBeEmpty(what);
            line.Arguments[3].ShouldNotStartWith("-", Case.Sensitive, what);
            line.Arguments[4].ShouldNotStartWith("-", Case.Sensitive, what);
            ShouldBeInside(line.Arguments[6], what);
            line.Arguments[7].ShouldStartWith("of=/", Case.Sensitive, what);
            ShouldBeInside(line.Arguments[7][3..], what);
            ShouldBeInside(line.Arguments[8], what);
        }

        taken.ShouldBeGreaterThan(Tries / 1000, $"seed {seed}: of hostile values some are harmless");
    }

    private void ShouldBeInside(string path, string what)
    {
        Path.GetFullPath(path).ShouldBe(path == _root.Root.FullPath ? path : Path.TrimEndingDirectorySeparator(path), what);
        $"{path}/".ShouldStartWith($"{_root.Root.FullPath}/", Case.Sensitive, what);
        (RealPath.Of(path) + "/").ShouldStartWith($"{_root.Root.FullPath}/", Case.Sensitive, what);
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var pieces = random.Next(1, 4); pieces > 0; pieces--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
