using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>Names a group of jobs: 1 to 128 characters, a letter or digit first, then letters, digits, <c>: . _ -</c>; case matters.</summary>
[JsonConverter(typeof(JsonForm))]
public readonly record struct GroupName
{
    /// <summary>The rule a name follows, as a regular expression.</summary>
    public const string Pattern = "[A-Za-z0-9][A-Za-z0-9:._-]{0,127}";

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:._-");

    private readonly string? _value;

    /// <summary>Takes a name as it is.</summary>
    /// <exception cref="FormatException">The text does not follow <see cref="Pattern"/>.</exception>
    public GroupName(string value) => _value = IsValid(value)
        ? value
        : throw new FormatException($"'{value}' is no group name. Use {Pattern}.");

    /// <summary>The name itself.</summary>
    public string Value => _value ?? "";

    /// <summary>Composes a name of a scope and a member, as in <c>user:42</c>.</summary>
    /// <exception cref="FormatException">The two together do not follow <see cref="Pattern"/>.</exception>
    public static GroupName Of(string scope, string? member) => new($"{scope}:{member}");

    /// <summary>Reads a name; false when it does not follow <see cref="Pattern"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GroupName name)
    {
        var valid = IsValid(text);
        name = valid ? new GroupName(text!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static bool IsValid(string? text) =>
        text is { Length: > 0 and <= 128 } && char.IsAsciiLetterOrDigit(text[0]) && !text.AsSpan().ContainsAnyExcept(Letters);

    internal sealed class JsonForm : JsonConverter<GroupName>
    {
        public override GroupName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && TryParse(reader.GetString(), out var name)
                ? name
                : throw new JsonException($"A group name follows {Pattern}.");

        public override void Write(Utf8JsonWriter writer, GroupName value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
