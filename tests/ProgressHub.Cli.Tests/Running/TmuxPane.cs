using System.Diagnostics;

namespace ProgressHub.Cli.Tests.Running;

/// <summary>A real terminal: tmux with a server of its own, so that nobody else's is touched.</summary>
internal sealed class TmuxPane : IAsyncDisposable
{
    private readonly string _name = $"progresshub-{Guid.NewGuid():N}";

    public static async Task<TmuxPane> StartAsync(int columns, int rows, string line)
    {
        var pane = new TmuxPane();
        // Its shell stays, also after Ctrl+C, so that the screen is there to be read after the end.
        await pane.TmuxAsync("-f", "/dev/null", "new-session", "-d", "-x", $"{columns}", "-y", $"{rows}", "-e", "LANG=C.UTF-8", "-e", "PS1=$ ", $"sh -c {Quoted($"trap : INT; {line}; echo \"code $?\"; exec sleep 600")}");
        return pane;
    }

    /// <summary>What stands on the screen, line by line.</summary>
    public async Task<string> ReadAsync(bool withColors = false) =>
        await TmuxAsync(["capture-pane", "-p", .. withColors ? ["-e"] : Array.Empty<string>()]);

    /// <summary>Waits until the screen shows something.</summary>
    public async Task<string> UntilAsync(Func<string, bool> condition)
    {
        var seen = "";
        await Eventually.TrueAsync(async () => condition(seen = await ReadAsync()), () => $"The screen shows:\n{seen}");
        return seen;
    }

    public Task TypeAsync(string keys) => TmuxAsync("send-keys", keys);

    public async ValueTask DisposeAsync() => await TmuxAsync("kill-server");

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private async Task<string> TmuxAsync(params string[] args)
    {
        var start = new ProcessStartInfo("tmux") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])["-u", "-L", _name, .. args])
        {
            start.ArgumentList.Add(arg);
        }

        using var tmux = Process.Start(start)!;
        var output = tmux.StandardOutput.ReadToEndAsync();
        var errors = await tmux.StandardError.ReadToEndAsync();
        await tmux.WaitForExitAsync();
        tmux.ExitCode.ShouldBe(0, $"tmux {string.Join(' ', args)}: {errors}");
        return await output;
    }
}
