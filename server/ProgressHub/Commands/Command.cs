using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ProgressHub.Commands.Arguments;
using ProgressHub.Commands.Parameters;
using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands;

/// <summary>A command whose settings were checked.</summary>
internal sealed record Command
{
    public required string Name { get; init; }

    /// <summary>The absolute path of the program.</summary>
    public required string Program { get; init; }

    public required IReadOnlyDictionary<string, Parameter> Parameters { get; init; }

    public required ArgumentList Arguments { get; init; }

    /// <summary>All that the program's environment holds, besides what names its job.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Absolute; null for the data root.</summary>
    public required string? WorkingDirectory { get; init; }

    /// <summary>How much there is to do: a number, or the value of a number; null while unknown.</summary>
    public required ArgumentTemplate? Total { get; init; }

    public required CommandOptions Options { get; init; }

    public LogLevel LevelOf(OutputStream stream) => stream is OutputStream.Stderr ? Options.StderrLevel : LogLevel.Information;

    /// <summary>Reads a job's arguments: once when it is enqueued, and again before the program runs, for files come and go.</summary>
    public CommandLine Read(CommandArgs args, ICommandPaths? paths)
    {
        if (args.Keys.FirstOrDefault(name => !Parameters.ContainsKey(name)) is { } unknown)
        {
            return Refuse(unknown, $"'{Name}' has no argument '{unknown}'. Take it away, or see /api/kinds for its name.");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, parameter) in Parameters)
        {
            var given = args.TryGetValue(name, out var value) && value.ValueKind is not JsonValueKind.Null;
            if ((given ? value : parameter.Default()) is not { } known)
            {
                if (parameter.IsRequired)
                {
                    return Refuse(name, $"'{name}' is missing. '{Name}' needs it; see /api/kinds.");
                }

                continue;
            }

            var (text, refusal) = parameter.Read(known, paths);
            if (refusal is not null)
            {
                return new([], values, refusal);
            }

            if (text is not null)
            {
                values.Add(name, text);
            }
        }

        return Arguments.Fill(values);
    }

    /// <summary>The JSON Schema of a job's arguments.</summary>
    public JsonObject Schema()
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(Parameters.Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)parameter.Value.Schema()))),
            ["additionalProperties"] = false,
        };
        var required = Parameters.Values.Where(parameter => parameter.IsRequired).Select(parameter => (JsonNode?)parameter.Name).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    private static CommandLine Refuse(string member, string detail) =>
        new([], new Dictionary<string, string>(StringComparer.Ordinal), new ArgsRefusal("invalid-request", member, detail));
}
