using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace ProgressHub.Cli.Tests.Running;

/// <summary>The built tool as a real process, its output in pipes.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    public const int SigInt = 2;
    public const int SigTerm = 15;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    private ToolProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _errors));
    }

    /// <summary>Where the tool lies.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "progresshub-cli.dll");

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public bool HasExited => _process.HasExited;

    public StreamWriter Input => _process.StandardInput;

    public static ToolProcess Start(Uri? server, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { ArgumentList = { Path } };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var name in (string[])["PROGRESSHUB_URL", "PROGRESSHUB_TOKEN", "NO_COLOR"])
        {
            start.Environment.Remove(name);
        }

        if (server is not null)
        {
            start.Environment["PROGRESSHUB_URL"] = server.ToString();
        }

        return Of(start);
    }

    /// <summary>Any program, with its output in pipes.</summary>
    public static ToolProcess Of(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true, true);
        return new(Process.Start(start)!);
    }

    /// <summary>Runs it to its end with nothing on stdin.</summary>
    public static async Task<Ended> RunAsync(Uri? server, params string[] args)
    {
        await using var tool = Start(server, args);
        tool.Input.Close();
        return await tool.EndAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<Ended> EndAsync()
    {
        await _process.WaitForExitAsync().Within($"The tool ends. It said: {Output}{Errors}");
        await _reading.Within();
        return new(_process.ExitCode, Output, Errors);
    }

    public Task SaidAsync(string text) => Eventually.TrueAsync(() => Output.Contains(text, StringComparison.Ordinal) || Errors.Contains(text, StringComparison.Ordinal), () => $"'{text}' was not said, but: {Output}{Errors}");

    public void Signal(int signal)
    {
        if (Kill(_process.Id, signal) != 0 && !_process.HasExited)
        {
            throw new Win32Exception();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task ReadAsync(StreamReader from, StringBuilder to)
    {
        var buffer = new char[4096];
        while (await from.ReadAsync(buffer) is > 0 and var read)
        {
            lock (to)
            {
                to.Append(buffer, 0, read);
            }
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);

    /// <summary>How a run ended, and all that was said.</summary>
    internal sealed record Ended(int Code, string Output, string Errors)
    {
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        public override string ToString() => $"{Code}\n{Output}\n{Errors}";
    }
}
