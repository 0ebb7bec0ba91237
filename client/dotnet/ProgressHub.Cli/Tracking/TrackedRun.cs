using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Tracking.Rules;

namespace ProgressHub.Cli.Tracking;

/// <summary>One run of a program as a job: from the submit to the program's exit code.</summary>
/// <param name="session">Where it reports.</param>
/// <param name="command">The program and its arguments.</param>
/// <param name="rule">Reads progress; null for none.</param>
/// <param name="grace">How long the program may take to end once it was asked.</param>
internal sealed class TrackedRun(Session session, IReadOnlyList<string> command, IProgressRule? rule, TimeSpan grace)
{
    /// <summary>As shells have it: there is no such program.</summary>
    private const int NotStarted = 127;

    private int? _code;
    private volatile bool _isRunning;
    private bool _isOverTime;

    /// <param name="kind">What kind of job it is.</param>
    /// <param name="groups">The groups it belongs to.</param>
    /// <param name="ct">Ctrl+C while the program does not run yet, and the end of <c>--timeout</c>.</param>
    public async Task<int> RunAsync(string kind, IReadOnlyList<GroupName> groups, CancellationToken ct)
    {
        using var giveUp = new CancellationTokenSource();
        using var leaving = ct.Register(() => _ = _isRunning ? Task.CompletedTask : giveUp.CancelAsync());
        try
        {
            await session.Client.TrackAsync(
                kind,
                async (job, asked) =>
                {
                    try
                    {
                        await WorkAsync(job, asked, ct);
                    }
                    finally
                    {
                        // The program is over; its end is sent for as long as the server may be away, or the user waits.
                        session.Leaving.ForwardTo(_ => giveUp.Cancel());
                        giveUp.CancelAfter(session.Settings.Patience);
                    }
                },
                new() { Groups = groups },
                giveUp.Token);
        }
        catch (WorkFailedException)
        {
            // Its exit code says it.
        }
        catch (JobCanceledException)
        {
            session.Teller.Say("Canceled by somebody who watches.");
        }
        catch (OperationCanceledException) when (_code is not null)
        {
            session.Teller.Tell("unreachable", "The server was away when the program ended, so it does not know how. The job will count as lost.");
        }
        catch (ProgressHubException fault) when (_code is not null)
        {
            session.Tell(fault);
        }
        catch (ProgressHubException)
        {
            session.Teller.Say($"{command[0]} was not started.");
            throw;
        }
        finally
        {
            session.Leaving.ForwardTo(_ => { });
        }

        return _isOverTime ? ExitCode.TimedOut : _code ?? ExitCode.Fault;
    }

    private async Task WorkAsync(JobTracker job, CancellationToken asked, CancellationToken ct)
    {
        using var program = Start();
        _isRunning = true;
        // From the keyboard it reaches the program by itself, as a member of the same group.
        var hasKeyboard = !(Console.IsInputRedirected && Console.IsOutputRedirected && Console.IsErrorRedirected);
        session.Leaving.ForwardTo(signal =>
        {
            if (signal != ProcessTree.Interrupt || !hasKeyboard)
            {
                program.Send(signal);
            }
        });
        Announce(job);
        var report = new OutputReport(job, rule);
        await using var output = Screen.OpenOut();
        await using var errors = Console.OpenStandardError();
        var running = program.RunAsync(output, errors, report.LookAtOutput, report.LookAtErrors);
        await EndIfAskedAsync(program, job, running, asked, ct);
        await running;
        report.Finish();
        _code = program.ExitCode;
        if (_isOverTime)
        {
            throw new WorkFailedException("timed-out", $"{command[0]} took longer than --timeout allows.");
        }

        if (job.IsCancelRequested && _code != 0)
        {
            throw new OperationCanceledException("Canceled.");
        }

        if (_code != 0)
        {
            throw new WorkFailedException("exit-code", $"{command[0]} ended with {_code}{(report.LastError is { } last ? $": {last}" : ".")}");
        }
    }

    private TrackedProgram Start()
    {
        try
        {
            return TrackedProgram.Start(command);
        }
        catch (UsageException e)
        {
            _code = NotStarted;
            session.Teller.Tell("command-not-started", e.Message);
            throw new WorkFailedException("command-not-started", e.Message);
        }
    }

    /// <summary>Waits for the end of the program, and brings it about where somebody has canceled the job or the time is over.</summary>
    private async Task EndIfAskedAsync(TrackedProgram program, JobTracker job, Task running, CancellationToken asked, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(asked, ct);
        var signal = Task.Delay(Timeout.InfiniteTimeSpan, session.Time, either.Token);
        if (await Task.WhenAny(running, signal) == running)
        {
            return;
        }

        _isOverTime = ct.IsCancellationRequested;
        if (_isOverTime || job.IsCancelRequested)
        {
            await program.EndAsync(grace, session.Time);
        }
        else
        {
            // The server takes no more reports. That is no reason to end somebody's work.
            session.Teller.Say("The server takes no more reports on this job; the program goes on.");
        }
    }

    private void Announce(JobTracker job)
    {
        if (session.Settings.Json)
        {
            Console.Error.WriteLine($$"""{"id":"{{job.Id}}"}""");
        }

        session.Teller.Say($"Tracked as {job.Id}; watch it with: progresshub watch {job.Id}");
    }
}
