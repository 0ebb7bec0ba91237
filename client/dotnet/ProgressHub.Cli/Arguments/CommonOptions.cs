using System.CommandLine;

namespace ProgressHub.Cli.Arguments;

/// <summary>The options that every command has.</summary>
internal static class CommonOptions
{
    public const string UrlVariable = "PROGRESSHUB_URL";
    public const string TokenVariable = "PROGRESSHUB_TOKEN";
    public const string DefaultUrl = "http://127.0.0.1:5080";
    public const string JsonName = "--json";

    public static readonly Option<string> Url = new("--url") { Description = $"Where the server is, with its prefix if it has one. Else {UrlVariable}, else {DefaultUrl}.", HelpName = "URL", Recursive = true };

    public static readonly Option<string> Token = new("--token") { Description = $"The token to show to the server; others on this machine may see it. Else --token-file, else {TokenVariable}.", HelpName = "TOKEN", Recursive = true };

    public static readonly Option<string> TokenFile = new("--token-file") { Description = "A file with the token. It is read again for each request, so that a new one counts at once.", HelpName = "FILE", Recursive = true };

    public static readonly Option<bool> Json = new(JsonName) { Description = "JSON for programs: one document, or one a line while something is followed. Problems go to stderr as JSON, too.", Recursive = true };

    public static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Ids only: no bars, no lines, no sentences but problems.", Recursive = true };

    public static readonly Option<bool> NoColor = new("--no-color") { Description = "No colours; so does the variable NO_COLOR.", Recursive = true };

    public static readonly Option<TimeSpan?> Timeout = ToolOptions.Duration("--timeout", "How long the whole command may take, as 90s or 5m; then it ends with 124. Jobs go on.");

    public static readonly Option<TimeSpan?> Patience = ToolOptions.Duration("--patience", "How long to go on without the server before ending with 4; 60s by default, 5s at most before the first answer.");

    public static void AddTo(Command root)
    {
        Timeout.Recursive = true;
        Patience.Recursive = true;
        foreach (var option in (Option[])[Url, Token, TokenFile, Json, Quiet, NoColor, Timeout, Patience])
        {
            root.Options.Add(option);
        }
    }
}
