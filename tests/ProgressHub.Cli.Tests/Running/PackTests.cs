namespace ProgressHub.Cli.Tests.Running;

/// <summary>The package as it is published, installed as a user installs it, without any registry.</summary>
public sealed class PackTests(ToolHost host) : IClassFixture<ToolHost>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("progresshub-pack-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TheToolIsInstalledFromItsPackageAndWorks()
    {
        var project = ProgressHub.Tests.Documents.Repository.At("client/dotnet/ProgressHub.Cli/ProgressHub.Cli.csproj");
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        await File.WriteAllTextAsync(Path.Combine(_folder, "NuGet.Config"), """<configuration><packageSources><clear /></packageSources></configuration>""");
        var pack = await Shell.RunAsync($"dotnet pack {project} --no-build -c {configuration} -o {_folder} -v q -nologo");
        pack.Code.ShouldBe(0, pack.ToString());

        var install = await Shell.RunAsync($"cd {_folder} && dotnet tool install ProgressHub.Cli --tool-path {_folder}/tools --add-source {_folder} --configfile {_folder}/NuGet.Config");
        install.Code.ShouldBe(0, install.ToString());

        (await Shell.RunAsync($"{_folder}/tools/progresshub --help")).Output.ShouldContain("track");
        var run = await Shell.RunAsync($"PROGRESSHUB_URL={host.Address} {_folder}/tools/progresshub run steps --args '{{\"steps\":2}}' --wait");
        run.Code.ShouldBe(0, run.ToString());
        run.Errors.ShouldContain("\tsucceeded\t");
    }
}
