using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using ProgressHub.Commands.Arguments;
using ProgressHub.Commands.Output;
using ProgressHub.Commands.Processes;
using ProgressHub.Commands.Rules;
using ProgressHub.Commands.Settings;
using ProgressHub.Execution;
using ProgressHub.Jobs;

namespace ProgressHub.Commands;

/// <summary>One attempt of a command: runs its program to the end, and leaves nothing of it behind, whichever end that is.</summary>
internal sealed class CommandRun(Command command, ICommandPaths? paths, JobContext job, TimeProvider time)
{
    /// <summary>How long what the program has started may go on printing after it.</summary>
    private static readonly TimeSpan LastOutput = TimeSpan.FromSeconds(1);

    /// <summary>How long a node that goes down waits: the rest of its own patience is for storing the end.</summary>
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(2);

    public async Task<ReadOnlyMemory<byte>?> RunAsync(CommandArgs args, CancellationToken ct)
    {
        var line = command.Read(args, paths);
        if (line.Refusal is { } refusal)
        {
            throw new FinalCommandFault(refusal.Code, refusal.Detail);
        }

        if (JobVersion.Epoch(job.Claimed.Version) > 1)
        {
            // An attempt before may have lost its host, and its program runs on.
            await OrphanSweeper.SweepAsync(time);
        }

        ct.ThrowIfCancellationRequested();
        var output = new CommandOutput(command, job, MakeRule(line));
        using var program = Start(line);
        await FollowAsync(program, output, ct);
        return program.ExitCode == 0
            ? JsonSerializer.SerializeToUtf8Bytes(new CommandResult(0, output.LastText), JobJson.Stored)
            : throw Failed(program.ExitCode, output.LastWords());
    }

    private IProgressRule? MakeRule(CommandLine line) => command.Options.Progress is { } progress
        ? ProgressRules.Make(progress, job.Progress, command.Total?.Fill(line.Values, out _) is { } total ? decimal.Parse(total, CultureInfo.InvariantCulture) : null)
        : null;

    private RunningProgram Start(CommandLine line)
    {
        var environment = command.Environment.Append(new("PROGRESSHUB_JOB", job.Id.ToString())).Append(new("PROGRESSHUB_ATTEMPT", job.Attempt.ToString(CultureInfo.InvariantCulture)));
        try
        {
            return File.Exists(command.Program)
                ? RunningProgram.Start(command.Program, line.Arguments, environment, command.WorkingDirectory ?? paths?.Root ?? Environment.CurrentDirectory, time)
                : throw new CommandFault(CommandFault.NotStarted, $"{Path.GetFileName(command.Program)} is no longer where the start of this node has found it. Install it again.");
        }
        catch (Win32Exception e)
        {
            throw new CommandFault(CommandFault.NotStarted, $"{Path.GetFileName(command.Program)} cannot be started: {e.NativeErrorCode switch { 7 => "the arguments are too long", 13 => "permission denied", var code => $"error {code}" }}.");
        }
    }

    /// <summary>Reads what the program prints until it has exited and all that it started is gone.</summary>
    /// <exception cref="OperationCanceledException">The token fired while it ran.</exception>
    private async Task FollowAsync(RunningProgram program, CommandOutput output, CancellationToken ct)
    {
        using var closing = new CancellationTokenSource();
        var reading = Task.WhenAll(
            OutputReader.ReadAsync(program.Output, line => output.Take(line, OutputStream.Stdout), closing.Token),
            OutputReader.ReadAsync(program.Errors, line => output.Take(line, OutputStream.Stderr), closing.Token));
        var stopped = false;
        try
        {
            await program.ExitAsync().WaitAsync(ct);
            await Task.WhenAny(reading, Task.Delay(LastOutput, time, CancellationToken.None));
        }
        catch (OperationCanceledException)
        {
            stopped = true;
        }

        await program.EndAsync(Patience());
        // Nobody is left that could hold the pipes, or somebody who could not be found: he is not waited for.
        await Task.WhenAny(reading, Task.Delay(LastOutput, time, CancellationToken.None));
        await closing.CancelAsync();
        await reading;
        if (stopped)
        {
            ct.ThrowIfCancellationRequested();
        }
    }

    private TimeSpan Patience() => job.StopReason switch
    {
        // Another attempt may run already, on the same files.
        StopReason.LeaseLost => TimeSpan.Zero,
        StopReason.ShuttingDown when command.Options.KillAfter > ShutdownPatience => ShutdownPatience,
        _ => command.Options.KillAfter,
    };

    private CommandFault Failed(int exitCode, string lastWords)
    {
        var message = lastWords.Length == 0 ? $"exit code {exitCode}" : $"exit code {exitCode}: {lastWords}";
        return command.Options.DoNotRetryOn.Contains(exitCode) ? new FinalCommandFault(CommandFault.ExitCode, message) : new CommandFault(CommandFault.ExitCode, message);
    }
}
