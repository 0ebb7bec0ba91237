using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>Names one job: a UUID version 7 (RFC 9562), so ids sort by the time they were made, to a quarter of a microsecond. An id is not a secret.</summary>
[JsonConverter(typeof(JsonForm))]
public readonly record struct JobId(Guid Value) : IComparable<JobId>
{
    /// <summary>Makes a new id at the given moment.</summary>
    public static JobId New(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);

        // A millisecond is long: jobs submitted one after the other would often be listed in a random order. RFC 9562, 6.2, method 3:
        // the 12 bits behind the milliseconds count on in 4096ths of them.
        var fraction = now.Ticks % TimeSpan.TicksPerMillisecond * 4096 / TimeSpan.TicksPerMillisecond;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)((7 << 12) | (int)fraction));
        return new(new Guid(bytes, bigEndian: true));
    }

    /// <summary>Reads the canonical form with hyphens; anything else is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JobId id)
    {
        var read = Guid.TryParseExact(text, "D", out var value);
        id = new(value);
        return read;
    }

    /// <inheritdoc />
    public int CompareTo(JobId other) => Value.CompareTo(other.Value);

    /// <summary>Tells whether the left id sorts before the right one.</summary>
    public static bool operator <(JobId left, JobId right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether the left id sorts after the right one.</summary>
    public static bool operator >(JobId left, JobId right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether the left id does not sort after the right one.</summary>
    public static bool operator <=(JobId left, JobId right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether the left id does not sort before the right one.</summary>
    public static bool operator >=(JobId left, JobId right) => left.CompareTo(right) >= 0;

    /// <summary>The canonical form: 36 lower-case characters.</summary>
    public override string ToString() => Value.ToString("D");

    internal sealed class JsonForm : JsonConverter<JobId>
    {
        public override JobId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && reader.TryGetGuid(out var value)
                ? new JobId(value)
                : throw new JsonException("A job id is a UUID such as 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11.");

        public override void Write(Utf8JsonWriter writer, JobId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
