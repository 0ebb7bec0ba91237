using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands.Parameters;

/// <summary>What is wrong with a parameter's settings: some belong to other types, a default may not be taken by the parameter itself.</summary>
internal static class ParameterFault
{
    /// <summary>Null when all is well.</summary>
    public static string? Of(Parameter parameter, ParameterOptions options) => Foreign(options) ?? parameter.Fault() ?? OfDefault(parameter);

    private static string? Foreign(ParameterOptions options)
    {
        var isText = options.Type is ParameterType.String;
        var isNumber = options.Type is ParameterType.Integer or ParameterType.Number;
        (string Name, bool IsSet, bool Fits)[] settings =
        [
            ("maxLength", options.MaxLength is not null, isText),
            ("pattern", options.Pattern is not null, isText),
            ("allowDash", options.AllowDash, isText || isNumber),
            ("min", options.Min is not null, isNumber),
            ("max", options.Max is not null, isNumber),
            ("values", options.Values is not null, options.Type is ParameterType.Choice),
            ("flag", options.Flag is not null, options.Type is ParameterType.Boolean),
        ];
        var foreign = settings.FirstOrDefault(setting => setting.IsSet && !setting.Fits).Name;
        return foreign is null ? null : $"has {foreign}, which means nothing for its type. Take it away, or choose another type.";
    }

    /// <summary>Where a path leads is looked at with each job, for files come and go.</summary>
    private static string? OfDefault(Parameter parameter) =>
        !parameter.IsPath && parameter.Default() is { } value && parameter.Read(value, null).Refusal is { } refusal
            ? $"has a default that it does not take itself: {refusal.Detail}"
            : null;
}
