using System.Text.RegularExpressions;
using ProgressHub.TestKit;

namespace ProgressHub.Benchmarks.PublicPolls;

/// <summary>nginx with the very configuration of the compose file; only addresses and folders are put in place.</summary>
internal sealed partial class Nginx : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("progresshub-nginx-");
    private readonly Process _process;

    private Nginx(string program, string configuration, int upstream)
    {
        // The process that serves runs as nobody, and has to come to its cache.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullName, _folder.UnixFileMode | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        Port = HostProcess.FreeAddress().Port;
        var text = File.ReadAllText(configuration)
            .Replace("/tmp/", $"{_folder.FullName}/", StringComparison.Ordinal)
            .Replace("listen 8080;", $"listen 127.0.0.1:{Port} backlog=16384;", StringComparison.Ordinal);
        text = Upstreams().Replace(text, "", 1).Replace("server node-b:8080", $"server 127.0.0.1:{upstream}", StringComparison.Ordinal);
        text = text.Replace("worker_processes auto;", "worker_processes 1;", StringComparison.Ordinal);
        var file = Path.Combine(_folder.FullName, "nginx.conf");
        File.WriteAllText(file, text);
        _process = Process.Start(new ProcessStartInfo(program, ["-c", file, "-p", _folder.FullName, "-g", "daemon off;"]) { UseShellExecute = false })!;
    }

    public int Port { get; }

    /// <exception cref="FormatException">There is no nginx here.</exception>
    public static async Task<Nginx> StartAsync(string configuration, int upstream)
    {
        var program = ((string[])["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"]).FirstOrDefault(File.Exists)
            ?? throw new FormatException("There is no nginx here. Debian, Ubuntu: apt-get install nginx-light.");
        var nginx = new Nginx(program, configuration, upstream);
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                return (await http.GetStringAsync($"http://127.0.0.1:{nginx.Port}/health/live")) == "live";
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"^\s*server node-a:8080.*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Upstreams();
}
