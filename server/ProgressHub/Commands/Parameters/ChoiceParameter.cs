using System.Text.Json;
using System.Text.Json.Nodes;
using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands.Parameters;

/// <summary>One of the values that the configuration names.</summary>
internal sealed class ChoiceParameter(string name, ParameterOptions options) : Parameter(name, options)
{
    /// <summary>All values come from the configuration.</summary>
    public override bool MayBeginOption => true;

    private string[] Values => Options.Values ?? [];

    public override string? Fault() => Values.Length == 0 ? "has no values to choose from. List them in values." : null;

    public override ParameterText Read(JsonElement value, ICommandPaths? paths) =>
        value.ValueKind is JsonValueKind.String && TextParameter.TextOf(value) is { } text && Values.Contains(text, StringComparer.Ordinal)
            ? new(text)
            : Refuse($"'{Name}' is none of its values. Give one of: {string.Join(", ", Values)}.");

    protected override JsonObject Describe() => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. Values.Select(value => JsonValue.Create(value))]),
    };
}
