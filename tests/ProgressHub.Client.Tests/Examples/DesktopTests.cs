using System.Diagnostics;
using System.Text.RegularExpressions;
using Desktop;
using ProgressHub.Tests.Documents;

namespace ProgressHub.Client.Tests.Examples;

public sealed partial class DesktopTests
{
    private const string Readme = "client/dotnet/examples/README.md";

    [Fact]
    public async Task TheConsoleHeadShowsARealImportOnItsOneThread()
    {
        using var folder = new HostFolder();
        await using var host = await folder.StartAsync();
        var path = folder.WriteCsv(20_000);

        var (code, output) = await RunAsync(host.Address.ToString(), path);

        code.ShouldBe(0, output);
        output.ShouldContain("link: Live");
        output.ShouldContain("import-csv Succeeded 100%");
        output.ShouldContain("1 jobs in the list, all on 1 thread");

        var (missing, told) = await RunAsync(host.Address.ToString(), "missing.csv");
        missing.ShouldBe(1, told);
        told.ShouldContain("problem: ");
    }

    [Fact]
    public void EveryBindingOfTheMarkupIsAProperty()
    {
        var markups = Markdown.Blocks(Readme, "xml").Select(block => block.Text).ToList();
        markups.Count.ShouldBe(2);
        foreach (var path in markups.SelectMany(markup => Binding().Matches(markup)).Select(match => match.Groups["path"].Value))
        {
            var (type, name) = path.StartsWith("Current.", StringComparison.Ordinal) ? (typeof(ObservableJob), path["Current.".Length..]) : (typeof(MainViewModel), path);
            (type.GetProperty(name) ?? typeof(ObservableJob).GetProperty(name)).ShouldNotBeNull(path);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "desktop-console.dll"), .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync().Within();
        await process.WaitForExitAsync().Within();
        return (process.ExitCode, output);
    }

    [GeneratedRegex(@"\{Binding (?<path>[A-Za-z.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Binding();
}
