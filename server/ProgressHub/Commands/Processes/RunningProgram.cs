using System.ComponentModel;
using System.Diagnostics;

namespace ProgressHub.Commands.Processes;

/// <summary>One run of a program: without a shell and with nothing to read, on Linux in a session of its own, so that a Ctrl+C meant for the host is not heard there.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly string? SessionStarter = OperatingSystem.IsLinux() ? ProgramFile.Find("setsid", "/usr/bin:/bin") : null;

    private readonly Process _process;
    private readonly ProcessFamily? _family;
    private readonly TimeProvider _time;

    private RunningProgram(Process process, RunMark mark, TimeProvider time)
    {
        (_process, _time) = (process, time);
        if (OperatingSystem.IsLinux())
        {
            _family = new ProcessFamily(value => value == mark.Value, Leader(process.Id));
        }
    }

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Errors => _process.StandardError.BaseStream;

    /// <summary>Valid once it has exited.</summary>
    public int ExitCode => _process.ExitCode;

    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static RunningProgram Start(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment, string folder, TimeProvider time)
    {
        var start = new ProcessStartInfo
        {
            FileName = SessionStarter ?? program,
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in SessionStarter is null ? arguments : arguments.Prepend(program))
        {
            start.ArgumentList.Add(argument);
        }

        var mark = RunMark.New();
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[RunMark.Variable] = mark.Value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new(process, mark, time);
    }

    /// <summary>Completes when the program has exited, whatever it leaves behind.</summary>
    public Task ExitAsync() => _process.WaitForExitAsync();

    /// <summary>Ends the program, if it runs, and all that it has started; when the task completes, they are gone.</summary>
    /// <param name="patience">How long they may take by themselves once they were asked.</param>
    public async Task EndAsync(TimeSpan patience)
    {
        if (OperatingSystem.IsLinux())
        {
            await _family!.EndAsync(patience, _time);
        }
        else if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
    }

    public void Dispose() => _process.Dispose();

    /// <summary>The starter begins the session in the very process that then becomes the program.</summary>
    private static ProcessEntry? Leader(int id)
    {
        var entry = OperatingSystem.IsLinux() ? ProcessTable.Find(id) : null;
        return entry is null || SessionStarter is null ? entry : entry.Value with { Session = id };
    }
}
