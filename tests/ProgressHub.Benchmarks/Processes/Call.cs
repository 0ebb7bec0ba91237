using System.Text.Json;

namespace ProgressHub.Benchmarks.Processes;

/// <summary>One command to a child, as a line of JSON.</summary>
internal sealed record Call(int Id, string Command, JsonElement Args)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}

/// <summary>Its answer, as a line of JSON.</summary>
internal sealed record CallAnswer(int Id, JsonElement Answer, string? Fault);

/// <summary>No arguments, or nothing to answer.</summary>
internal sealed record Nothing;
