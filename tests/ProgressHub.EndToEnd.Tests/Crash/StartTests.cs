namespace ProgressHub.EndToEnd.Tests.Crash;

/// <summary>A host that cannot start says why in one line and ends with an exit code that is not 0.</summary>
public sealed class StartTests : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AStoreThatCannotBeOpenedIsNamed()
    {
        Directory.CreateDirectory(_folder.Database);

        await ShouldRefuseAsync("progress.db");
    }

    [Fact]
    public async Task AFileThatIsNoDatabaseIsNamedAndLeftAsItIs()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Database)!);
        var letter = string.Concat(Enumerable.Repeat("Dear reader, this is no database. ", 100));
        await File.WriteAllTextAsync(_folder.Database, letter);

        await ShouldRefuseAsync("progress.db");
        (await File.ReadAllTextAsync(_folder.Database)).ShouldBe(letter);
    }

    [Fact]
    public async Task AStoreOfANewerSchemaIsLeftAlone()
    {
        await using (var host = await _folder.StartAsync())
        {
            host.Terminate();
            (await host.ExitAsync()).ShouldBe(0);
        }

        using (var file = File.OpenWrite(_folder.Database))
        {
            // The user version of a SQLite file, in its header (sqlite.org/fileformat2.html, 1.3): big endian at 60.
            file.Position = 60;
            file.Write([0, 0, 3, 232]);
        }

        await ShouldRefuseAsync("1000");
    }

    [Theory]
    [InlineData("--Jobs:Concurrency=0", "Jobs:Concurrency")]
    [InlineData("--Jobs:Concurrency=many", "Jobs:Concurrency")]
    [InlineData("--Jobs:Role=boss", "both, web or worker")]
    [InlineData("--Jobs:Role=7", "Jobs:Role")]
    [InlineData("--Push:Interval=1", "Push:Interval")]
    [InlineData("--Poll:MaxWait=-1", "Poll:MaxWait")]
    [InlineData("--Limits:BodyBytes=1", "Limits:BodyBytes")]
    [InlineData("--Storage:Provider=oracle", "Storage:Provider")]
    [InlineData("--Storage:Provider=postgres", "Storage:ConnectionString")]
    public async Task AWrongSettingIsNamed(string setting, string name) => await ShouldRefuseAsync(name, setting);

    private async Task ShouldRefuseAsync(string word, params string[] settings)
    {
        var (code, output, errors) = await _folder.RunAsync(settings);

        code.ShouldNotBe(0);
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldContain(word);
        output.ShouldNotContain("   at ");
    }
}
