using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands.Parameters;

/// <summary>One line of text. Where no pattern decides, nothing is taken that a program could read as a path or as the name of a file to read from.</summary>
internal sealed class TextParameter : Parameter
{
    private const int UsualLength = 1024;
    private const int MostLength = 32_768;

    private readonly Regex? _pattern;
    private readonly string? _patternFault;

    public TextParameter(string name, ParameterOptions options) : base(name, options)
    {
        try
        {
            // Without backtracking, so that no value makes a pattern slow.
            _pattern = options.Pattern is null ? null : new Regex($@"\A(?:{options.Pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            _patternFault = e.Message;
        }
    }

    public override bool IsFreeText => true;

    private int MaxLength => Options.MaxLength ?? UsualLength;

    public override string? Fault() => _patternFault is not null
        ? $"has a pattern that is none: {_patternFault} Look-arounds and back references are not taken."
        : MaxLength is >= 1 and <= MostLength ? null : $"has maxLength {MaxLength}; set it to a number from 1 to {MostLength:N0}.";

    public override ParameterText Read(JsonElement value, ICommandPaths? paths)
    {
        if (value.ValueKind is not JsonValueKind.String || TextOf(value) is not { } text)
        {
            return Refuse($"'{Name}' is no text. Give it as a JSON string of whole characters.");
        }

        if (text.Length == 0)
        {
            return Refuse($"'{Name}' is empty. Give it a value, or leave it out.");
        }

        if (text.Length > MaxLength)
        {
            return Refuse($"'{Name}' has {text.Length:N0} characters; at most {MaxLength:N0} are taken.");
        }

        if (HasControl(text))
        {
            return Refuse($"'{Name}' has a control character, such as a line end or NUL. Take it away.");
        }

        return _pattern is null ? Plain(text)
            : _pattern.IsMatch(text) ? new(text)
            : Refuse($"'{Name}' does not match {Options.Pattern}. Give a value that does.");
    }

    /// <summary>The text of a JSON string; null when it has half a character, which no program can be given.</summary>
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static bool HasControl(string text) => text.Any(char.IsControl);

    protected override JsonObject Describe()
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = MaxLength };
        if (Options.Pattern is not null)
        {
            schema["pattern"] = $"^(?:{Options.Pattern})$";
        }

        return schema;
    }

    private ParameterText Plain(string text)
    {
        if (text.AsSpan().ContainsAny('/', '\\') || text.All(c => c == '.'))
        {
            return Refuse($"'{Name}' could be a path. Give a text without slashes that is more than dots; where paths are meant, the parameter's type is file, folder or path.");
        }

        return text[0] is '~' or '@'
            ? Refuse($"'{Name}' begins with '{text[0]}', which programs take for a place to read from. Begin it with something else.")
            : new(text);
    }
}
