using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProgressHub.Execution;

/// <summary>The JSON of arguments and results, whose types belong to the app.</summary>
internal static class JobJson
{
    /// <summary>For what was stored: members that a newer version no longer has are passed over.</summary>
    public static JsonSerializerOptions Stored { get; } = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>For what comes from outside: a member that nobody reads is a mistake of the sender.</summary>
    public static JsonSerializerOptions Submitted { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    private static JsonSerializerOptions Make(JsonUnmappedMemberHandling unmapped)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            UnmappedMemberHandling = unmapped,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            NumberHandling = JsonNumberHandling.Strict,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            MaxDepth = 32,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
