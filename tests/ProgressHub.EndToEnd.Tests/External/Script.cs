using System.Diagnostics;

namespace ProgressHub.EndToEnd.Tests.External;

/// <summary>The script that PROTOCOL.md prints, run as it is printed.</summary>
internal sealed class Script : IDisposable
{
    private readonly Process _process;

    private Script(Process process, JobId id) => (_process, Id) = (process, id);

    public JobId Id { get; }

    public static async Task<Script> StartAsync(Uri address, int steps, string seconds, int lease)
    {
        string[] args = [Path.Combine(AppContext.BaseDirectory, "samples", "external.sh"), address.ToString().TrimEnd('/'), $"{steps}", seconds, $"{lease}"];
        var process = Process.Start(new ProcessStartInfo("sh", args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var id = await process.StandardOutput.ReadLineAsync().Within();
        return JobId.TryParse(id, out var job)
            ? new(process, job)
            : throw new InvalidOperationException($"The script said {id}{await process.StandardError.ReadToEndAsync()}");
    }

    public void Kill() => _process.Kill();

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().Within();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
