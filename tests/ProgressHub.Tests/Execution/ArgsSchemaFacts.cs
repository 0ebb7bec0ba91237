using System.ComponentModel;
using System.Text.Json.Nodes;
using ProgressHub.Execution;

namespace ProgressHub.Tests.Execution;

public sealed class ArgsSchemaFacts
{
    [Description("Packs photos.")]
    private sealed record PackArgs([Description("Where they are.")] string Path, int Quality = 80)
    {
        [Description("What they are called.")]
        public string? Name { get; init; }
    }

    private sealed record PlainArgs(string Path);

    [Fact]
    public void DescriptionsOfATypeAndItsMembersStandInTheSchema()
    {
        var schema = ArgsSchema.Of(typeof(PackArgs));
        Assert.Equal("Packs photos.", (string?)schema["description"]);
        Assert.Equal("Where they are.", (string?)schema["properties"]!["path"]!["description"]);
        Assert.Equal("What they are called.", (string?)schema["properties"]!["name"]!["description"]);
        Assert.False(schema["properties"]!["quality"]!.AsObject().ContainsKey("description"));
        Assert.Equal(["path"], schema["required"]!.AsArray().Select(name => (string?)name));
    }

    [Fact]
    public void WithoutDescriptionsTheSchemaHasNone()
    {
        var schema = (JsonObject)ArgsSchema.Of(typeof(PlainArgs));
        Assert.False(schema.ContainsKey("description"));
    }
}
