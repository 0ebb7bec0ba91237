using System.ComponentModel;
using System.Diagnostics;
using ProgressHub.Cli.Arguments;

namespace ProgressHub.Cli.Tracking;

/// <summary>A program that runs here, with our stdin and with its output handed on to ours.</summary>
internal sealed class TrackedProgram : IDisposable
{
    /// <summary>How long what the program has left running may hold its output open.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    private TrackedProgram(Process process) => _process = process;

    /// <summary>Valid once it has exited; 128 and a signal's number where that ended it.</summary>
    public int ExitCode => _process.ExitCode;

    /// <exception cref="UsageException">There is no such program, or it cannot be run.</exception>
    public static TrackedProgram Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return new(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new UsageException($"{command[0]} cannot be started: {e.Message}");
        }
    }

    /// <summary>Completes when the program has exited and its output is handed on.</summary>
    /// <param name="output">Takes stdout.</param>
    /// <param name="errors">Takes stderr.</param>
    /// <param name="lookAtOutput">Sees stdout on its way.</param>
    /// <param name="lookAtErrors">Sees stderr on its way.</param>
    public async Task RunAsync(Stream output, Stream errors, Action<ReadOnlySpan<byte>> lookAtOutput, Action<ReadOnlySpan<byte>> lookAtErrors)
    {
        using var enough = new CancellationTokenSource();
        var copying = Task.WhenAll(
            PassThrough.CopyAsync(_process.StandardOutput.BaseStream, output, lookAtOutput, enough.Token),
            PassThrough.CopyAsync(_process.StandardError.BaseStream, errors, lookAtErrors, enough.Token));
        await _process.WaitForExitAsync(CancellationToken.None);
        enough.CancelAfter(Afterwards);
        await copying;
    }

    public void Send(int signal) => ProcessTree.Send(_process, signal);

    /// <summary>Ends it with all it has started: politely, then by force.</summary>
    public Task EndAsync(TimeSpan patience, TimeProvider time) => ProcessTree.EndAsync(_process, patience, time);

    public void Dispose() => _process.Dispose();
}
