using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProgressHub.EndToEnd.Tests.Api;

/// <summary>The messages in <c>tests/fixtures</c> are read by the tests of each language, so that a drift of one fails there.</summary>
public sealed class GoldenMessageTests
{
    public static TheoryData<string> Snapshots => [.. Names("job-*.json")];

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void AGoldenSnapshotIsReadAndWrittenUnchanged(string name) => RoundTrip<JobSnapshot>(name);

    [Fact]
    public void TheGoldenWatchAnswerIsReadAndWrittenUnchanged() => RoundTrip<WatchAnswer>("watch-answer.json");

    [Fact]
    public void EveryGoldenMessageIsReadHere() =>
        Names("*.json").Except(Names("job-*.json")).ShouldBe(["problem.json", "watch-answer.json"], ignoreOrder: true);

    [Fact]
    public async Task TheGoldenProblemIsWhatTheServerAnswers()
    {
        var golden = JsonNode.Parse(Read("problem.json"))!.AsObject();
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing());

        using var response = await host.SubmitTextAsync("""{"priority":5}""");
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

        problem["type"]!.GetValue<string>().ShouldBe(golden["type"]!.GetValue<string>());
        foreach (var (member, value) in golden)
        {
            problem[member].ShouldNotBeNull(member).GetValueKind().ShouldBe(value!.GetValueKind(), member);
        }
    }

    private static void RoundTrip<T>(string name)
    {
        var golden = Read(name);
        var message = JsonSerializer.Deserialize<T>(golden, ProtocolJson.Options);
        var written = JsonSerializer.Serialize(message, ProtocolJson.Options);
        JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(golden)).ShouldBeTrue($"read {golden} and wrote {written}");
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private static IEnumerable<string> Names(string pattern) => Directory.GetFiles(Folder, pattern).Select(path => Path.GetFileName(path)!).Order();

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "fixtures");
}
