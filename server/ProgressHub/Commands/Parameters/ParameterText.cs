namespace ProgressHub.Commands.Parameters;

/// <summary>What a value came to: a text, nothing (both are null), or a refusal.</summary>
internal readonly record struct ParameterText(string? Text, ArgsRefusal? Refusal = null)
{
    public static ParameterText Refused(string code, string parameter, string detail) => new(null, new ArgsRefusal(code, parameter, detail));
}
