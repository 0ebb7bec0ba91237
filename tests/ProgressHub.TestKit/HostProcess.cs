using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace ProgressHub.TestKit;

/// <summary>The real host as a process of its own, on a free port, with its data in a folder of the test. It can be killed.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int SigContinue = 18;
    private const int SigStop = 19;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private HostProcess(string folder, Uri address, IEnumerable<string> settings)
    {
        Address = address;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "progresshub-host.dll"));
        foreach (var setting in (string[])[$"--urls={address}", .. settings])
        {
            start.ArgumentList.Add(setting);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public bool HasExited => _process.HasExited;

    /// <summary>A port that nobody uses now. Kept over a restart, so that clients come back to the same address.</summary>
    /// <remarks>Below the ports that the system gives to whoever asks for any: one of those would be taken by another test while the host starts or is down.</remarks>
    public static Uri FreeAddress()
    {
        for (var tries = 0; ; tries++)
        {
            var port = Random.Shared.Next(22_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return new($"http://127.0.0.1:{port}/");
            }
            catch (SocketException) when (tries < 100)
            {
                // Somebody has it; another one then.
            }
        }
    }

    /// <summary>Starts the host and waits until it answers.</summary>
    public static async Task<HostProcess> StartAsync(string folder, Uri? address = null, params string[] settings)
    {
        var host = new HostProcess(folder, address ?? FreeAddress(), settings);
        await Eventually.TrueAsync(host.IsLiveAsync, () => $"The host said: {host.Output}{host.Errors}");
        return host;
    }

    /// <summary>Starts a host that is expected to refuse, and answers its exit code.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string folder, params string[] settings)
    {
        var host = new HostProcess(folder, FreeAddress(), settings);
        await using (host)
        {
            var code = await host.ExitAsync();
            return (code, host.Output, host.Errors);
        }
    }

    /// <summary>Ends the process in the middle of whatever it does: kill -9.</summary>
    public async Task KillAsync()
    {
        Signal(SigKill);
        await ExitAsync();
    }

    /// <summary>Asks the process to end.</summary>
    public void Terminate() => Signal(SigTerm);

    /// <summary>Stops the process where it stands, as a debugger or a sleeping machine does.</summary>
    public void Pause() => Signal(SigStop);

    /// <summary>Lets a paused process go on.</summary>
    public void Continue() => Signal(SigContinue);

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().Within();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            Signal(SigKill);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task<bool> IsLiveAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"The host ended with {_process.ExitCode}: {Output}{Errors}");
        }

        try
        {
            using var response = await Http.GetAsync("health/live");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Signal(int signal)
    {
        if (Kill(_process.Id, signal) != 0 && !_process.HasExited)
        {
            throw new Win32Exception();
        }
    }

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (text)
        {
            text.AppendLine(line);
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
}
