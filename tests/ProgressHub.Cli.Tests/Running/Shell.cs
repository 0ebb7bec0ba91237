using System.Diagnostics;

namespace ProgressHub.Cli.Tests.Running;

/// <summary>A line of a shell.</summary>
internal static class Shell
{
    public static ToolProcess Start(string line) => ToolProcess.Of(new ProcessStartInfo("sh") { ArgumentList = { "-c", line } });

    public static async Task<ToolProcess.Ended> RunAsync(string line)
    {
        await using var shell = Start(line);
        shell.Input.Close();
        return await shell.EndAsync();
    }
}
