using System.Text.Json;
using System.Text.Json.Nodes;
using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands.Parameters;

/// <summary>True or false as words; or, with a flag, the flag and nothing.</summary>
internal sealed class BooleanParameter(string name, ParameterOptions options) : Parameter(name, options)
{
    public override bool IsRequired => Options.Required ?? (Options.Default is null && Options.Flag is null);

    /// <summary>Both texts come from the configuration.</summary>
    public override bool MayBeginOption => true;

    public override ParameterText Read(JsonElement value, ICommandPaths? paths) => (value.ValueKind, Options.Flag) switch
    {
        (JsonValueKind.True, { } flag) => new(flag),
        (JsonValueKind.False, not null) => default,
        (JsonValueKind.True, null) => new("true"),
        (JsonValueKind.False, null) => new("false"),
        _ => Refuse($"'{Name}' is neither true nor false. Give one of them, without quotes."),
    };

    protected override JsonObject Describe() => new() { ["type"] = "boolean" };

    protected override JsonElement ValueOf(string text) =>
        bool.TryParse(text, out var value) ? JsonSerializer.SerializeToElement(value) : base.ValueOf(text);
}
