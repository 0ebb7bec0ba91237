using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>Reads a mode without ever failing: the enum's own converter would refuse the whole call.</summary>
internal sealed class GroupModeForm : JsonConverter<GroupMode>
{
    public override GroupMode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return reader.ValueTextEquals("jobs"u8) ? GroupMode.Jobs : reader.ValueTextEquals("summary"u8) ? GroupMode.Summary : GroupMode.Unknown;
        }

        reader.Skip();
        return GroupMode.Unknown;
    }

    public override void Write(Utf8JsonWriter writer, GroupMode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value switch { GroupMode.Jobs => "jobs"u8, GroupMode.Summary => "summary"u8, _ => "unknown"u8 });
}
