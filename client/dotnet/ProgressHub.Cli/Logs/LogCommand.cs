using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Jobs;
using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Showing;
using ProgressHub.Cli.Words;

namespace ProgressHub.Cli.Logs;

/// <summary><c>log JOB</c>: what a job has logged, and with <c>-f</c> what it logs from now on.</summary>
internal sealed class LogCommand : ToolCommand
{
    private readonly Argument<JobId[]> _job = ToolOptions.Jobs(ArgumentArity.ExactlyOne);
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on with new lines until the job is final." };
    private readonly Option<int?> _tail = new("--tail", "-n") { Description = "Only the newest N lines of those there are.", HelpName = "N" };
    private readonly Option<DateTimeOffset?> _since;
    private readonly Option<string> _level = new("--level") { Description = $"Only lines of this level and graver ones: {string.Join(", ", LogLevels.Names)}.", HelpName = "LEVEL" };
    private readonly Option<string> _text = new("--text") { Description = "Only lines with this text, in letters of either case.", HelpName = "TEXT" };

    public LogCommand()
        : base(
            "log",
            "Prints what a job has logged, the oldest line first. In a pipe each line is time, level and text.",
            "progresshub log 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11 --tail 50",
            "progresshub log -f 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11",
            "progresshub log 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11 --level warning --since 5m",
            "progresshub log 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11 --json | jq -r '.lines[].text'")
    {
        _since = new("--since")
        {
            Description = "Only lines that are younger than this (5m), or later than this moment (2026-03-02T09:00:00Z).",
            HelpName = "WHEN",
            CustomParser = result => ToolOptions.Moment(result, TimeProvider.System),
        };
        _level.AcceptOnlyFromAmong([.. LogLevels.Names]);
        Arguments.Add(_job);
        foreach (var option in (Option[])[_follow, _tail, _since, _level, _text])
        {
            Options.Add(option);
        }

        Runs(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken ct)
    {
        var (id, follow, tail) = (parsed.GetRequiredValue(_job)[0], parsed.GetValue(_follow), parsed.GetValue(_tail));
        if (tail < 1)
        {
            throw new UsageException("--tail is 1 or more.");
        }

        var query = new LogQuery
        {
            After = -(tail ?? 0),
            Level = parsed.GetValue(_level) is { } level ? Enum.Parse<LogLevel>(level, ignoreCase: true) : LogLevel.Trace,
            Text = parsed.GetValue(_text),
            Follow = follow,
        };
        var reader = session.Client.ReadLogAsync(id, query, ct: ct);
        var since = parsed.GetValue(_since) ?? DateTimeOffset.MinValue;
        if (session.Settings.Json && !follow)
        {
            await PrintAsync(session, id, reader, since, ct);
            return ExitCode.Succeeded;
        }

        // A server that is not there at the beginning is told at once.
        await session.Client.GetAsync(id, ct: ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var guarding = new LinkGuard(session, new LineView(TextWriter.Null, session.Teller, session.Time)).RunAsync(stop.Token);
        var reading = FollowAsync(session, reader, since, stop.Token);
        var first = await Task.WhenAny(reading, follow ? guarding : reading);
        await stop.CancelAsync();
        await Task.WhenAll(reading, guarding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
        if (reader.Dropped > 0)
        {
            session.Teller.Say($"{Numbers.Count(reader.Dropped)} older lines are no longer kept.");
        }

        return ExitCode.Succeeded;
    }

    private static async Task FollowAsync(Session session, LogReader reader, DateTimeOffset since, CancellationToken ct)
    {
        await foreach (var line in reader.WithCancellation(ct))
        {
            if (line.At < since)
            {
                continue;
            }

            if (session.Settings.Json)
            {
                session.Screen.Data.WriteLine(JsonSerializer.Serialize(line, ProtocolJson.TypeOf<LogLine>()));
            }
            else if (session.Screen.HasOut)
            {
                session.Screen.Out.Write(new LogText(line, null));
            }
            else
            {
                session.Screen.Data.WriteLine($"{Times.Exact(line.At)} {LogLevels.Short(line.Level)} {PlainText.Line(line.Text)}");
            }
        }
    }

    /// <summary>One document, in the form of the protocol.</summary>
    private static async Task PrintAsync(Session session, JobId id, LogReader reader, DateTimeOffset since, CancellationToken ct)
    {
        var lines = await reader.Where(line => line.At >= since).ToListAsync(ct);
        var (first, next) = lines.Count == 0 ? (1, 1) : (lines[0].Seq, lines[^1].Seq + 1);
        session.Screen.Data.WriteLine(JsonSerializer.Serialize(new LogLines(id, first, next, lines, reader.Dropped), ProtocolJson.TypeOf<LogLines>()));
    }
}
