using System.CommandLine;
using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Tracking.Rules;

namespace ProgressHub.Cli.Tracking;

/// <summary><c>track -- COMMAND…</c>: runs a program here and reports it as a job.</summary>
internal sealed class TrackCommand : ToolCommand
{
    private readonly Argument<string[]> _command = new("COMMAND") { Description = "The program and its arguments, after --.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _kind = new("--kind") { Description = "What kind of job it is; the program's name by default.", HelpName = "KIND" };
    private readonly Option<string[]> _groups = ToolOptions.Groups("A group the job belongs to. May be repeated.");
    private readonly Option<string> _progress = new("--progress") { Description = "How to read progress from its output: lines, bytes, percent, or a pattern with named groups such as /(?<done>\\d+) of (?<total>\\d+)/.", HelpName = "RULE" };
    private readonly Option<long?> _total = new("--total") { Description = "How many lines or bytes there will be.", HelpName = "N" };
    private readonly Option<TimeSpan?> _grace = ToolOptions.Duration("--grace", "How long the program may take to end once somebody has canceled the job; 10s by default. Then it is ended by force.");

    public TrackCommand()
        : base(
            "track",
            "Runs a program here and reports it as a job that others can watch and cancel: its output is passed through and becomes the log, its exit code is that of this command. A cancel request ends it with all it has started.",
            "progresshub track -- ./backup.sh /srv",
            "progresshub track --progress percent --group nightly -- rsync -a --info=progress2 photos/ /mnt/photos/",
            "progresshub track --progress lines --total 1200 --kind convert -- ./convert-all.sh",
            "progresshub track --progress bytes --total 5000000000 -- pg_dump jobs > jobs.sql",
            "progresshub track --progress '/(?<done>\\d+)\\/(?<total>\\d+) (?<message>.*)/' -- make -j4")
    {
        Arguments.Add(_command);
        foreach (var option in (Option[])[_kind, _groups, _progress, _total, _grace])
        {
            Options.Add(option);
        }

        Runs(RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken ct)
    {
        var command = parsed.GetRequiredValue(_command);
        var kind = parsed.GetValue(_kind) ?? KindOf(command[0]);
        if (!GroupName.TryParse(kind, out _))
        {
            throw new UsageException($"--kind '{kind}' is no kind. It follows {GroupName.Pattern}.");
        }

        var rule = ProgressRules.Make(parsed.GetValue(_progress), parsed.GetValue(_total));
        return new TrackedRun(session, command, rule, parsed.GetValue(_grace) ?? TimeSpan.FromSeconds(10))
            .RunAsync(kind, [.. (parsed.GetValue(_groups) ?? []).Select(name => new GroupName(name))], ct);
    }

    /// <summary>The program's name, as far as it can be a kind.</summary>
    internal static string KindOf(string program)
    {
        var name = string.Concat(Path.GetFileNameWithoutExtension(program).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '-'));
        name = name.TrimStart('.', '_', '-');
        return name.Length == 0 ? "command" : name[..Math.Min(name.Length, 128)];
    }
}
