using System.Globalization;

namespace ProgressHub.Cli.Tests.Running;

/// <summary>The tool as a person sees it: in a real terminal, on a real import by the real host.</summary>
public sealed class ScreenTests : IDisposable
{
    private const int Rows = 60_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("progresshub-screen-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AnImportIsWatchedWithBarsUpToItsEnd()
    {
        WriteCsv();
        await using var host = await HostProcess.StartAsync(_folder);
        await using var pane = await TmuxPane.StartAsync(100, 24, Tool(host, """run import-csv --args '{"path":"rows.csv"}' --wait"""));

        var running = await pane.UntilAsync(screen => screen.Contains('━') && screen.Contains('%'));
        running.ShouldContain("import-csv");
        var ended = await pane.UntilAsync(screen => screen.Contains("code "));

        ended.ShouldContain("code 0");
        ended.ShouldContain("✓ import-csv");
        ended.ShouldContain("100%");
        ended.ShouldContain($"imported {Rows.ToString("N0", CultureInfo.InvariantCulture)}");
        // Each frame was drawn over the one before.
        Lines(ended).Count(line => line.Contains("import-csv")).ShouldBe(1, ended);
        (await pane.ReadAsync(withColors: true)).ShouldContain("\e[38;5;2m✓", Case.Sensitive);
    }

    [Fact]
    public async Task CtrlCLeavesAScreenThatCanBeUsed()
    {
        await using var host = await HostProcess.StartAsync(_folder);
        await using var pane = await TmuxPane.StartAsync(100, 24, $"NO_COLOR=1 {Tool(host, """run checksum --args '{"path":"."}' --delay 1h --wait""")}");
        await pane.UntilAsync(screen => screen.Contains("Starts in 59 min"));

        await pane.TypeAsync("C-c");

        var ended = await pane.UntilAsync(screen => screen.Contains("code "));
        ended.ShouldContain("Detached; the job goes on.");
        (await pane.ReadAsync(withColors: true)).ShouldNotContain("\e[3");
    }

    [Fact]
    public async Task CtrlCReachesATrackedProgramOnce()
    {
        await using var host = await HostProcess.StartAsync(_folder);
        await using var pane = await TmuxPane.StartAsync(100, 24, Tool(host, "track") + """ -- sh -c 'trap "echo asked; n=$((n+1)); [ $n -gt 5 ] && exit 9" INT; echo ready; for i in $(seq 30); do sleep 0.1; done; exit $n'""");
        await pane.UntilAsync(screen => screen.Contains("ready"));

        await pane.TypeAsync("C-c");

        var ended = await pane.UntilAsync(screen => screen.Contains("code "));
        ended.ShouldContain("code 1");
    }

    [Fact]
    public async Task ATerminalThatIsTooSmallIsNotOverrun()
    {
        await using var host = await HostProcess.StartAsync(_folder);
        for (var job = 0; job < 12; job++)
        {
            (await ToolProcess.RunAsync(host.Address, "run", "checksum", "--args", """{"path":"."}""", "--delay", "1h", "--group", "small")).Code.ShouldBe(0);
        }

        await using var pane = await TmuxPane.StartAsync(50, 8, Tool(host, "watch --group small"));

        var screen = await pane.UntilAsync(screen => screen.Contains(" more"));
        Lines(screen).Length.ShouldBeLessThanOrEqualTo(8, screen);
        Lines(screen)[0].ShouldStartWith("≡ small", Case.Sensitive, screen);
        await pane.TypeAsync("C-c");
        await pane.UntilAsync(screen => screen.Contains("code 130"));
    }

    private static string Tool(HostProcess host, string line) => $"dotnet {ToolProcess.Path} {line} --url {host.Address}";

    private static string[] Lines(string screen) => screen.TrimEnd('\n').Split('\n');

    private void WriteCsv()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "data", "files"));
        using var writer = File.CreateText(Path.Combine(folder.FullName, "rows.csv"));
        writer.WriteLine("number,name,place");
        for (var row = 0; row < Rows; row++)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row},name {row},\"place, {row}\""));
        }
    }
}
