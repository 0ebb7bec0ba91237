namespace ProgressHub.Benchmarks;

/// <summary>What was typed after the name of a bench: <c>--key value</c>.</summary>
internal sealed class BenchOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">It is not a list of keys and values.</exception>
    public static BenchOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new BenchOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length)
            {
                throw new FormatException($"'{args[i]}' is not understood. Options are written --key value.");
            }

            options._values[args[i][2..]] = args[i + 1];
        }

        return options;
    }

    public int Runs => Number("runs", 3);

    public string Text(string key, string otherwise) => _values.GetValueOrDefault(key, otherwise);

    public int Number(string key, int otherwise) => !_values.TryGetValue(key, out var text) ? otherwise
        : int.TryParse(text, out var number) && number >= 0 ? number
        : throw new FormatException($"--{key} is '{text}'. Give a whole number.");

    public IReadOnlySet<string> Parts(string key, string otherwise) =>
        Text(key, otherwise).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
