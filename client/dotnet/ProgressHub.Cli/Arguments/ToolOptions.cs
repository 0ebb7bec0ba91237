using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ProgressHub.Cli.Arguments;

/// <summary>Options that several commands have, and how their values are read.</summary>
internal static class ToolOptions
{
    /// <summary>An option with a duration; see <see cref="Durations"/>.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        CustomParser = result => Read(result, text => Durations.TryParse(text, out var value) ? value : (TimeSpan?)null, $"is no duration. {Durations.Form}"),
    };

    /// <summary>Groups, each with an option of its own: <c>--group a --group b</c>.</summary>
    public static Option<string[]> Groups(string description) => Named("--group", "GROUP", description, text => GroupName.TryParse(text, out _), $"is no group name. It follows {GroupName.Pattern}.");

    /// <summary>Kinds of jobs.</summary>
    public static Option<string[]> Kinds(string description) => Named("--kind", "KIND", description, text => text.Length > 0, "is no kind.");

    /// <summary>States of jobs, in any case, repeated or with commas.</summary>
    public static Option<string[]> States(string description)
    {
        var names = Enum.GetNames<JobState>().Select(name => name.ToLowerInvariant()).ToList();
        var option = Named("--state", "STATE", description, text => names.Contains(text.ToLowerInvariant()), $"is no state. There are {string.Join(", ", names)}.");
        option.CompletionSources.Add(_ => names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        return option;
    }

    /// <summary>The order of a list, in any case.</summary>
    public static Option<JobSort> Sort(string description)
    {
        var names = Enum.GetNames<JobSort>().Select(name => name.ToLowerInvariant()).ToList();
        var option = new Option<JobSort>("--sort")
        {
            Description = description,
            HelpName = "ORDER",
            CustomParser = result => Read(
                result,
                text => names.Contains(text.ToLowerInvariant()) ? Enum.Parse<JobSort>(text, ignoreCase: true) : (JobSort?)null,
                $"is no order. There are {string.Join(", ", names)}.") ?? default,
        };
        option.CompletionSources.Add(_ => names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        return option;
    }

    /// <summary>The ids of jobs, in the form with hyphens.</summary>
    public static Argument<JobId[]> Jobs(ArgumentArity arity) => new("JOB")
    {
        Description = "The id of a job, as run and list print it.",
        Arity = arity,
        CustomParser = result => [.. result.Tokens.Select(token => ReadId(result, token.Value))],
    };

    /// <summary>The states that were named, as the protocol has them.</summary>
    public static IReadOnlyList<JobState>? StatesOf(string[]? names) =>
        names is { Length: > 0 } ? [.. names.Select(name => Enum.Parse<JobState>(name, ignoreCase: true))] : null;

    /// <summary>A moment: a duration before now, or a time of RFC 3339.</summary>
    public static DateTimeOffset? Moment(ArgumentResult result, TimeProvider time) => Read(
        result,
        text => Durations.TryParse(text, out var ago) ? time.GetUtcNow() - ago
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var at) ? at
            : (DateTimeOffset?)null,
        $"is neither a duration nor a moment. {Durations.Form} A moment looks like 2026-03-02T09:00:00Z.");

    private static Option<string[]> Named(string name, string helpName, string description, Func<string, bool> isGood, string fault)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = false };
        option.CustomParser = result =>
        {
            string[] values = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))];
            foreach (var value in values.Where(value => !isGood(value)))
            {
                result.AddError($"{name}: '{value}' {fault}");
            }

            return values;
        };
        return option;
    }

    private static JobId ReadId(ArgumentResult result, string text)
    {
        if (!JobId.TryParse(text.Trim(), out var id))
        {
            result.AddError($"'{text}' is no job id. An id looks like 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11; list shows those there are.");
        }

        return id;
    }

    private static T? Read<T>(ArgumentResult result, Func<string, T?> read, string fault)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        var value = read(text);
        if (value is null)
        {
            result.AddError($"'{text}' {fault}");
        }

        return value;
    }
}
