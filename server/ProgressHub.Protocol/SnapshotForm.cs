using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>Writes a snapshot from its bytes, which are made once per version, however many messages carry it.</summary>
internal sealed class SnapshotForm : JsonConverter<JobSnapshot>
{
    public override JobSnapshot? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, WireContext.Plain.JobSnapshot);

    public override void Write(Utf8JsonWriter writer, JobSnapshot value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToUtf8Json().Span, skipInputValidation: true);
}
