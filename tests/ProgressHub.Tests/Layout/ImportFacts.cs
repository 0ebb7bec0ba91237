using System.Text.RegularExpressions;
using ProgressHub.Tests.Documents;

namespace ProgressHub.Tests.Layout;

/// <summary>Imports run one way: between projects, and inside the engine between its rooms.</summary>
public sealed partial class ImportFacts
{
    private const string Engine = "server/ProgressHub";

    private static readonly string[] Base = ["Jobs", "Telemetry"];
    private static readonly string[] Truth = [.. Base, "Storage", "Reporting", "Live"];
    private static readonly string[] Middle = [.. Truth, "Publishing", "Execution", "Security"];

    /// <summary>What each room may import besides itself.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new(StringComparer.Ordinal)
    {
        ["Jobs"] = [],
        ["Telemetry"] = [],
        ["Storage"] = Base,
        ["Reporting"] = Base,
        ["Security"] = Base,
        ["Live"] = [.. Base, "Storage", "Reporting"],
        ["Publishing"] = Truth,
        ["Execution"] = Truth,
        ["External"] = Truth,
        ["Scheduling"] = [.. Truth, "Execution"],
        ["Retention"] = [.. Truth, "Execution"],
        ["Nodes"] = [.. Truth, "Publishing", "Execution"],
        ["Commands"] = [.. Truth, "Execution"],
        ["Testing"] = [.. Truth, "Execution"],
        ["Hubs"] = Middle,
        ["Http"] = [.. Middle, "External", "Scheduling"],
    };

    /// <summary>What each project may refer to directly.</summary>
    private static readonly Dictionary<string, string[]> Projects = new(StringComparer.Ordinal)
    {
        ["ProgressHub.Protocol"] = [],
        ["ProgressHub"] = ["ProgressHub.Protocol"],
        ["ProgressHub.Sqlite"] = ["ProgressHub"],
        ["ProgressHub.PostgreSql"] = ["ProgressHub"],
        ["ProgressHub.Quartz"] = ["ProgressHub"],
        ["ProgressHub.Dashboard"] = ["ProgressHub"],
        ["ProgressHub.Host"] = ["ProgressHub", "ProgressHub.Dashboard", "ProgressHub.PostgreSql", "ProgressHub.Sqlite"],
        ["ProgressHub.Client"] = ["ProgressHub.Protocol"],
        ["ProgressHub.Cli"] = ["ProgressHub.Client"],
        ["Desktop"] = ["ProgressHub.Client"],
        ["Desktop.Console"] = ["Desktop"],
    };

    [Fact]
    public void ProjectsReferOneWay()
    {
        foreach (var file in Repository.Files("*.csproj", "server").Concat(Repository.Files("*.csproj", "client/dotnet")))
        {
            var project = Path.GetFileNameWithoutExtension(file);
            var references = Reference().Matches(Repository.Read(file)).Select(match => match.Groups["project"].Value);
            references.ShouldBeSubsetOf(Projects[project], file);
        }
    }

    [Fact]
    public void EveryFolderOfTheEngineIsARoom() =>
        Directory.GetDirectories(Repository.At(Engine)).Select(path => Path.GetFileName(path)!).Except(["bin", "obj"]).ShouldBe(Rooms.Keys, ignoreOrder: true);

    [Fact]
    public void RoomsImportOneWay()
    {
        var found = Rooms.Keys.SelectMany(room => Files(room).SelectMany(file => Imports(file.Text)
            .Where(other => other != room && !Rooms[room].Contains(other))
            .Select(other => $"{file.Path} imports {other}")));
        found.ShouldBeEmpty();
    }

    /// <summary>Public types lie in the namespace of the engine whatever their room, so no import shows their use.</summary>
    [Fact]
    public void RoomsUsePublicTypesOneWay()
    {
        var homes = Rooms.Keys.SelectMany(room => Files(room).Where(file => RootNamespace().IsMatch(file.Text))
            .SelectMany(file => Declared().Matches(file.Text).Select(match => (Room: room, Type: match.Groups["type"].Value)))).ToList();
        homes.Count.ShouldBeGreaterThan(10);
        foreach (var (home, type) in homes)
        {
            // The hub context is how this product publishes, and the hub's type is the name it has there.
            var address = type == nameof(JobHub) ? "IHubContext<JobHub, IJobHubClient>" : null;
            foreach (var (room, allowed) in Rooms.Where(room => room.Key != home && !room.Value.Contains(home)))
            {
                foreach (var (path, text) in Files(room))
                {
                    var code = address is null ? text : text.Replace(address, "", StringComparison.Ordinal);
                    Regex.IsMatch(code, $@"(?<![.\w""]){type}(?!\w|"")", RegexOptions.None, TimeSpan.FromSeconds(1))
                        .ShouldBeFalse($"{path} uses {type} of {home}; it may use {string.Join(", ", allowed)}");
                }
            }
        }
    }

    private static IEnumerable<(string Path, string Text)> Files(string room) => Repository.Files("*.cs", $"{Engine}/{room}")
        .Select(file => (file, Comment().Replace(Repository.Read(file), "")));

    /// <summary>Rooms in <c>using ProgressHub.Live;</c> and in half-qualified names such as <c>Storage.RetryOutcome</c>.</summary>
    private static IEnumerable<string> Imports(string text) => Import().Matches(text).Select(match => match.Groups["room"].Value).Where(Rooms.ContainsKey).Distinct();

    [GeneratedRegex("//.*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<![.\w])(using (static )?|global::)?(ProgressHub\.)?(?<room>[A-Z][a-z]+)[.;]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Import();

    [GeneratedRegex(@"^namespace (ProgressHub|Microsoft\.[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RootNamespace();

    [GeneratedRegex(@"^(public|internal) [a-z ]*(class|record|struct|interface|enum|delegate) (?<type>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declared();

    [GeneratedRegex(@"<ProjectReference Include=""(\.\./)+(server/|client/dotnet/)?(?<project>[\w.]+)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
