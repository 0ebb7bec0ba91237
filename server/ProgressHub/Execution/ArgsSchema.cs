using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace ProgressHub.Execution;

/// <summary>The JSON Schema of arguments, told by their type; a <see cref="DescriptionAttribute"/> on the type or a member says what it is for.</summary>
internal static class ArgsSchema
{
    private static readonly JsonSchemaExporterOptions Options = new() { TransformSchemaNode = Describe };

    public static JsonNode Of(Type type) => JobJson.Submitted.GetJsonSchemaAsNode(type, Options);

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is JsonObject members && Description(context) is { } text)
        {
            members.Insert(0, "description", text);
        }

        return schema;
    }

    /// <summary>A record's members are described at the parameters of its constructor.</summary>
    private static string? Description(JsonSchemaExporterContext context) => context.PropertyInfo is { } member
        ? TextOf(member.AttributeProvider) ?? TextOf(member.AssociatedParameter?.AttributeProvider)
        : TextOf(context.TypeInfo.Type);

    private static string? TextOf(ICustomAttributeProvider? provider) =>
        provider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true) is [DescriptionAttribute { Description: { Length: > 0 } text }, ..] ? text : null;
}
