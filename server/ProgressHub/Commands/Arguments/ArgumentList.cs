using ProgressHub.Commands.Parameters;

namespace ProgressHub.Commands.Arguments;

/// <summary>All arguments of a command, in groups: where a value is missing, its whole group is left out.</summary>
internal sealed class ArgumentList(IReadOnlyList<IReadOnlyList<ArgumentTemplate>> groups)
{
    /// <summary>The parameters that have a place in it.</summary>
    public IEnumerable<Parameter> Parameters => groups.SelectMany(group => group).SelectMany(template => template.Parameters);

    /// <summary>The arguments of one job, or why there are none.</summary>
    public CommandLine Fill(IReadOnlyDictionary<string, string> values)
    {
        var arguments = new List<string>();
        foreach (var group in groups)
        {
            var filled = new List<string>();
            foreach (var template in group)
            {
                var argument = template.Fill(values, out var refusal);
                if (refusal is not null)
                {
                    return new([], values, refusal);
                }

                if (argument is null)
                {
                    filled.Clear();
                    break;
                }

                filled.Add(argument);
            }

            arguments.AddRange(filled);
        }

        return new(arguments, values);
    }
}
