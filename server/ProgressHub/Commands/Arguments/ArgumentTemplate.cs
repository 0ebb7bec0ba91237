using System.Text;
using ProgressHub.Commands.Parameters;

namespace ProgressHub.Commands.Arguments;

/// <summary>One argument with its placeholders. Whatever the values are, it stays one argument, and only the configuration begins options.</summary>
internal sealed class ArgumentTemplate
{
    private readonly List<ArgumentPart> _parts = [];

    private ArgumentTemplate() { }

    /// <summary>The parameters whose values it needs.</summary>
    public IEnumerable<Parameter> Parameters => _parts.Where(part => part.Parameter is not null).Select(part => part.Parameter!);

    /// <summary>Reads <c>--size={width}x{height}</c>; <c>{{</c> and <c>}}</c> stand for braces.</summary>
    /// <param name="text">As the configuration has it.</param>
    /// <param name="parameters">The declared ones.</param>
    /// <param name="fault">What is wrong, and what to write instead.</param>
    public static ArgumentTemplate? Parse(string text, IReadOnlyDictionary<string, Parameter> parameters, out string? fault)
    {
        var template = new ArgumentTemplate();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
            {
                literal.Append(text[i]);
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
                continue;
            }

            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end < 0)
            {
                fault = $"is '{text}' with a lone brace. Write {{name}} for a value, {{{{ or }}}} for a brace.";
                return null;
            }

            var name = text[(i + 1)..end];
            if (!parameters.TryGetValue(name, out var parameter))
            {
                fault = $"names {{{name}}}, which is no parameter. {(parameters.Count == 0 ? "Declare it in parameters." : $"Declare it in parameters, or use one of: {string.Join(", ", parameters.Keys.Order(StringComparer.Ordinal))}.")}";
                return null;
            }

            template.Add(literal);
            template._parts.Add(new("", parameter));
            i = end;
        }

        template.Add(literal);
        fault = template.Fault(text);
        return fault is null ? template : null;
    }

    /// <summary>The argument; null when a value is missing.</summary>
    /// <param name="values">Texts by parameter.</param>
    /// <param name="refusal">Set when the values would make an option of it.</param>
    public string? Fill(IReadOnlyDictionary<string, string> values, out ArgsRefusal? refusal)
    {
        refusal = null;
        var argument = new StringBuilder();
        Parameter? first = null;
        foreach (var (literal, parameter) in _parts)
        {
            var piece = literal;
            if (parameter is not null && !values.TryGetValue(parameter.Name, out piece))
            {
                return null;
            }

            first = argument.Length == 0 ? parameter : first;
            argument.Append(piece);
        }

        if (first is { MayBeginOption: false } && argument is ['-', ..])
        {
            refusal = new("invalid-request", first.Name, $"'{first.Name}' begins with a dash, so the program could take it for an option. Begin it with something else.");
        }

        return argument.ToString();
    }

    private void Add(StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            _parts.Add(new(literal.ToString(), null));
            literal.Clear();
        }
    }

    /// <summary>Where dashes alone go before a text, the caller would choose the option.</summary>
    private string? Fault(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return "has a NUL. No program can be given one.";
        }

        return _parts is [{ Parameter: null, Literal: var dashes }, { Parameter: { IsFreeText: true, Name: var name } }, ..] && dashes.All(c => c == '-')
            ? $"is '{text}', so that {{{name}}} would choose the option. Write the option out, or give {name} the type choice or a boolean's flag."
            : null;
    }
}
