using System.CommandLine;
using System.Text;
using System.Text.Json;
using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Words;

namespace ProgressHub.Cli.Jobs;

/// <summary><c>run KIND</c>: submits a job and, if asked, waits for its end.</summary>
internal sealed class RunCommand : ToolCommand
{
    private readonly Argument<string> _kind = new("KIND") { Description = "What kind of job; the server's /api/kinds lists them." };
    private readonly Option<string> _args = new("--args") { Description = "The arguments as JSON, @FILE for those in a file, - for those on stdin.", HelpName = "JSON" };
    private readonly Option<string[]> _groups = ToolOptions.Groups("A group the job belongs to. May be repeated.");
    private readonly Option<string> _key = new("--key") { Description = "The same key gives the same job, however often this is run.", HelpName = "KEY" };
    private readonly Option<TimeSpan?> _delay = ToolOptions.Duration("--delay", "Start no earlier than this from now, as 90s or 5m.");
    private readonly Option<bool> _wait = new("--wait", "-w") { Description = "Wait for the end; the exit code tells it: 0 succeeded, 1 failed, 3 canceled." };
    private readonly Option<bool> _cancelOnExit = new("--cancel-on-exit") { Description = "With --wait: Ctrl+C and --timeout cancel the job instead of leaving it." };

    public RunCommand()
        : base(
            "run",
            "Submits a job and prints its id. Once the id is printed the job is stored, and goes on whatever becomes of this command.",
            "progresshub run import-csv --args '{\"path\":\"cities.csv\"}' --wait",
            "progresshub run checksum --args @args.json --group tenant:42 --delay 5m",
            "id=$(progresshub run import-csv --args '{\"path\":\"cities.csv\"}' --key import-2026-03)",
            "progresshub run checksum --args '{\"path\":\".\"}' --wait --json | jq .result")
    {
        Arguments.Add(_kind);
        foreach (var option in (Option[])[_args, _groups, _key, _delay, _wait, _cancelOnExit])
        {
            Options.Add(option);
        }

        Runs(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken ct)
    {
        var delay = parsed.GetValue(_delay);
        var isCanceling = parsed.GetValue(_cancelOnExit);
        if (isCanceling && !parsed.GetValue(_wait))
        {
            throw new UsageException("--cancel-on-exit goes with --wait: without it the command is over before the job is.");
        }

        var args = await JsonArgument.ReadAsync(parsed.GetValue(_args), ct);
        var job = await session.Client.SubmitAsync(
            parsed.GetRequiredValue(_kind),
            args,
            new()
            {
                Groups = [.. (parsed.GetValue(_groups) ?? []).Select(name => new GroupName(name))],
                IdempotencyKey = parsed.GetValue(_key),
                DueAt = delay is null ? null : session.Now + delay,
            },
            ct);
        if (!parsed.GetValue(_wait))
        {
            session.Screen.Data.WriteLine(session.Settings.Json ? Encoding.UTF8.GetString(job.Snapshot!.ToUtf8Json().Span) : job.Id.ToString());
            if (session.Screen.HasOut)
            {
                session.Teller.Say($"Watch it with: progresshub watch {job.Id}");
            }

            return ExitCode.Succeeded;
        }

        if (!session.Settings.Json)
        {
            session.Screen.Data.WriteLine(job.Id.ToString());
        }

        return await WaitAsync(session, job, isCanceling, ct);
    }

    private static async Task<int> WaitAsync(Session session, JobHandle job, bool isCanceling, CancellationToken ct)
    {
        try
        {
            var code = await new Follower(session).FollowAsync([job], [], Views.OfWaiting(session), ct);
            return Document(session, job, code);
        }
        catch (OperationCanceledException) when (!isCanceling)
        {
            session.Teller.Say($"Detached; the job goes on. Watch it with: progresshub watch {job.Id}");
            throw;
        }
        catch (OperationCanceledException) when (!session.Leaving.Token.IsCancellationRequested)
        {
            await job.CancelAsync(CancellationToken.None);
            session.Teller.Say($"Canceled {job.Id}, as its time is over.");
            throw;
        }
        catch (OperationCanceledException)
        {
            session.Teller.Say($"Canceling {job.Id}; a second Ctrl+C leaves at once.");
            await job.CancelAsync(CancellationToken.None);
            return Document(session, job, await new Follower(session).FollowAsync([job], [], Views.OfWaiting(session), CancellationToken.None));
        }
    }

    private static int Document(Session session, JobHandle job, int code)
    {
        if (session.Settings.Json && job.Snapshot is { } last)
        {
            session.Screen.Data.WriteLine(Encoding.UTF8.GetString(last.ToUtf8Json().Span));
        }

        return code;
    }
}
