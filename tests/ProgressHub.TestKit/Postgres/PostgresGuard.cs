using System.Diagnostics;
using System.Globalization;

namespace ProgressHub.TestKit;

/// <summary>
/// A shell between a test and its PostgreSQL, or a pooler before it. It waits for a signal's name on its input and passes the signal on; when the input ends, because the
/// test process did in whatever way, it stops the server and removes its folder. So no test leaves a server behind.
/// </summary>
internal sealed class PostgresGuard
{
    // After a kill of the first process, the others notice and end on their own; until then no server may start on the same data.
    private const string Script = """
        folder=$1; end=$2; shift 2
        "$@" >>"$folder/log" 2>&1 </dev/null &
        server=$!
        echo "$server"
        read -r signal
        kill -"${signal:-$end}" "$server"
        wait "$server"
        while [ -n "$(find /proc -maxdepth 2 -name cwd -lname "$folder/data" 2>/dev/null)" ]; do sleep 0.05; done
        [ -n "$signal" ] || rm -rf "$folder"
        """;

    private readonly Process _shell;

    private PostgresGuard(Process shell, int server)
    {
        _shell = shell;
        ServerId = server;
    }

    /// <summary>The id of the server's first process.</summary>
    public int ServerId { get; }

    /// <summary>Starts a program; <paramref name="end"/> is the signal that ends it with this process.</summary>
    public static async Task<PostgresGuard> StartAsync(string folder, IEnumerable<string> program, string end = "QUIT")
    {
        string[] command = [.. PostgresPrograms.Prefix(), "sh", "-c", Script, "sh", folder, end, .. program];
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        var shell = Process.Start(start)!;
        var id = await shell.StandardOutput.ReadLineAsync().Within();
        return new(shell, int.Parse(id ?? throw new InvalidOperationException("The shell ended."), CultureInfo.InvariantCulture));
    }

    /// <summary>Sends the server a signal that ends it, and waits until all its processes have.</summary>
    public async Task EndAsync(string signal)
    {
        await _shell.StandardInput.WriteLineAsync(signal);
        await WaitAsync();
    }

    /// <summary>Ends the server at once, and removes its folder.</summary>
    public Task RemoveAsync() => WaitAsync();

    private async Task WaitAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync().Within();
        _shell.Dispose();
    }
}
