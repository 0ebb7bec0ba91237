using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands.Parameters;

/// <summary>A number, or a whole number, within its limits; written without exponent and group separators.</summary>
internal sealed class NumberParameter(string name, ParameterOptions options) : Parameter(name, options)
{
    public override bool IsNumber => true;

    private bool IsWhole => Options.Type is ParameterType.Integer;

    private decimal Least => Options.Min ?? (IsWhole ? long.MinValue : decimal.MinValue);

    private decimal Most => Options.Max ?? (IsWhole ? long.MaxValue : decimal.MaxValue);

    public override string? Fault() => Least > Most ? $"has min {Least} above max {Most}. Swap them." : null;

    public override ParameterText Read(JsonElement value, ICommandPaths? paths)
    {
        if (value.ValueKind is not JsonValueKind.Number)
        {
            return Refuse($"'{Name}' is no number. Give it as a JSON number, without quotes.");
        }

        if (!value.TryGetDecimal(out var number) || number < Least || number > Most)
        {
            return Refuse($"'{Name}' is {value.GetRawText()}; give a number from {Text(Least)} to {Text(Most)}.");
        }

        return IsWhole && decimal.Truncate(number) != number
            ? Refuse($"'{Name}' is {value.GetRawText()}; give a whole number.")
            : new(Text(IsWhole ? decimal.Truncate(number) : number));
    }

    protected override JsonObject Describe()
    {
        var schema = new JsonObject { ["type"] = IsWhole ? "integer" : "number" };
        if (Options.Min is { } min)
        {
            schema["minimum"] = min;
        }

        if (Options.Max is { } max)
        {
            schema["maximum"] = max;
        }

        return schema;
    }

    protected override JsonElement ValueOf(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonSerializer.SerializeToElement(number) : base.ValueOf(text);

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
