using System.Diagnostics;

namespace ProgressHub.TestKit;

/// <summary>Runs programs that are over soon.</summary>
internal static class Programs
{
    /// <exception cref="InvalidOperationException">The program failed; the message is what it printed.</exception>
    public static async Task RunAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().Within();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {await output}{await errors}");
        }
    }
}
