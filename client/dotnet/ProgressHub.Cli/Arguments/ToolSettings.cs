using System.CommandLine;

namespace ProgressHub.Cli.Arguments;

/// <summary>What the common options and the environment say together.</summary>
internal sealed record ToolSettings
{
    /// <summary>Where the server is.</summary>
    public required Uri Url { get; init; }

    /// <summary>Gives the token for a request; null where there is none.</summary>
    public Func<CancellationToken, ValueTask<string?>>? Token { get; init; }

    public bool Json { get; init; }

    public bool Quiet { get; init; }

    public bool NoColor { get; init; }

    /// <summary>How long the command may take; for ever if null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long to go on without the server.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <exception cref="UsageException">They contradict each other, or one makes no sense.</exception>
    public static ToolSettings Read(ParseResult parsed, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        return new()
        {
            Url = Address(parsed.GetValue(CommonOptions.Url), environment(CommonOptions.UrlVariable)),
            Token = TokenOf(parsed.GetValue(CommonOptions.Token), parsed.GetValue(CommonOptions.TokenFile), environment(CommonOptions.TokenVariable)),
            Json = parsed.GetValue(CommonOptions.Json),
            Quiet = parsed.GetValue(CommonOptions.Quiet),
            // no-color.org: any value but an empty one.
            NoColor = parsed.GetValue(CommonOptions.NoColor) || !string.IsNullOrEmpty(environment("NO_COLOR")),
            Timeout = parsed.GetValue(CommonOptions.Timeout),
            Patience = parsed.GetValue(CommonOptions.Patience) ?? TimeSpan.FromMinutes(1),
        };
    }

    private static Uri Address(string? option, string? variable)
    {
        var (text, source) = !string.IsNullOrEmpty(option) ? (option, "--url")
            : !string.IsNullOrEmpty(variable) ? (variable, CommonOptions.UrlVariable)
            : (CommonOptions.DefaultUrl, "");
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new UsageException($"{source} is '{text}', which is no address. Write it as {CommonOptions.DefaultUrl}.");
    }

    private static Func<CancellationToken, ValueTask<string?>>? TokenOf(string? token, string? file, string? variable)
    {
        if (token is not null && file is not null)
        {
            throw new UsageException("--token and --token-file are both there. Keep one of them.");
        }

        if (file is not null)
        {
            _ = ReadToken(file);
            return _ => ValueTask.FromResult<string?>(ReadToken(file));
        }

        var fixedToken = token ?? variable;
        return string.IsNullOrWhiteSpace(fixedToken) ? null : _ => ValueTask.FromResult<string?>(fixedToken.Trim());
    }

    private static string ReadToken(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } token ? token : throw new UsageException($"The token file {file} is empty. Write the token into it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The token file {file} cannot be read: {e.Message}");
        }
    }
}
