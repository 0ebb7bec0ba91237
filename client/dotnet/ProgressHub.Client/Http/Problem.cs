using System.Text.Json.Serialization;

namespace ProgressHub.Client.Http;

/// <summary>As much of a problem (RFC 9457) as a client needs.</summary>
internal sealed record Problem(string? Code, string? Title, string? Detail, string? Cure);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemContext : JsonSerializerContext;
