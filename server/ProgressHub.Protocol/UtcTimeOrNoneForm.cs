using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>Writes times that may be absent like those that may not.</summary>
internal sealed class UtcTimeOrNoneForm : JsonConverter<DateTimeOffset?>
{
    private static readonly UtcTimeForm Form = new();

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Null ? null : Form.Read(ref reader, typeof(DateTimeOffset), options);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            Form.Write(writer, time, options);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
