using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub.Tests.Documents;

public sealed class WireFacts
{
    private const string Protocol = "server/ProgressHub.Protocol/PROTOCOL.md";
    private static readonly Type[] HubFaces = [typeof(IJobHub), typeof(IJobHubClient)];

    [Fact]
    public async Task TheProtocolListsEveryRouteAndNoOther()
    {
        await using var host = await DocumentHost.StartAsync();
        var mapped = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is { } path && !path.Contains("**", StringComparison.Ordinal) && !path.StartsWith("/hubs", StringComparison.Ordinal))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {endpoint.RoutePattern.RawText}"));
        var listed = Markdown.Table(Protocol, "route", "success").SelectMany(row => Routes(Markdown.Plain(row[0])));
        listed.ShouldBe(mapped, ignoreOrder: true);
    }

    [Fact]
    public void EveryExampleOfAMessageIsOneThatTheProtocolReadsAndWrites()
    {
        var examples = Markdown.Blocks(Protocol, "json").Where(block => block.Name != "frame").ToList();
        examples.Count.ShouldBeGreaterThan(3);
        foreach (var example in examples)
        {
            var type = typeof(JobSnapshot).Assembly.GetType($"ProgressHub.{example.Name}").ShouldNotBeNull(example.Name);
            IsWhole(example.Text, type).ShouldBeTrue(example.Text);
        }
    }

    [Fact]
    public void EveryMethodOfTheHubHasAnExampleOfItsFrame()
    {
        var methods = HubFaces.SelectMany(face => face.GetMethods()).ToDictionary(method => method.Name, StringComparer.Ordinal);
        var frames = Markdown.Blocks(Protocol, "json").Where(block => block.Name == "frame").Select(block => JsonNode.Parse(block.Text)!).ToList();
        foreach (var frame in frames)
        {
            frame["type"]!.GetValue<int>().ShouldBe(1);
            var parameter = methods[frame["target"]!.GetValue<string>()].GetParameters().ShouldHaveSingleItem();
            IsWhole(frame["arguments"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString(), parameter.ParameterType).ShouldBeTrue(frame.ToJsonString());
        }

        frames.Select(frame => frame["target"]!.GetValue<string>()).ShouldBe(methods.Keys, ignoreOrder: true);
    }

    [Fact]
    public void TheProtocolNamesEveryMemberOfASnapshotAndOfARollUp()
    {
        foreach (var (type, name) in new[] { (typeof(JobSnapshot), "member of a snapshot"), (typeof(JobProgress), "member of progress"), (typeof(JobStage), "member of a stage"), (typeof(GroupSummary), "member of a roll-up") })
        {
            var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name));
            Markdown.Table(Protocol, name).Select(row => Markdown.Plain(row[0])).ShouldBe(members, ignoreOrder: true);
        }
    }

    /// <summary>What is read and written again is the same: nothing was passed over, and everything has our form.</summary>
    private static bool IsWhole(string json, Type type) => JsonNode.DeepEquals(
        JsonNode.Parse(json),
        JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(json, type, ProtocolJson.Options), type, ProtocolJson.Options));

    private static IEnumerable<string> Routes(string cell)
    {
        var (methods, path) = cell.Split(' ') is [.. var all, var last] ? (all, last.Split('?')[0]) : throw new FormatException(cell);
        return methods.Select(method => $"{method.TrimEnd(',')} {path}");
    }
}
