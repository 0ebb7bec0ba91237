using Microsoft.Extensions.Logging.Abstractions;
using ProgressHub.Sqlite;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Sqlite;

public sealed class StartTests : SqliteFileTest
{
    [Fact]
    public async Task AFileOfSchema1IsReadAsItWas()
    {
        using (var connection = Connect())
        {
            Run(connection, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sqlite", "schema-1.sql")));
        }

        await using var store = Source.MakeSqlite(Time);
        (await store.OpenAsync(default)).ShouldBe("0123456789abcdef0123456789abcdef");

        var jobs = (await store.ListAsync(new JobSearch(), default)).Jobs;
        jobs.Select(j => j.State).ShouldBe([JobState.Queued, JobState.Scheduled, JobState.Succeeded, JobState.Queued]);
        var golden = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Sqlite", "schema-1.jsonl"));
        jobs.Select(j => System.Text.Encoding.UTF8.GetString(j.ToUtf8Json().Span)).ShouldBe(golden);
        (await store.ListRecurringAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ANewerSchemaIsRefused()
    {
        await (await OpenAsync()).DisposeAsync();
        using (var connection = Connect())
        {
            Run(connection, "PRAGMA user_version=1000");
        }

        await ShouldRefuseAsync($"Data Source={Source.File}", "schema 1000", "newer ProgressHub");
    }

    [Fact]
    public async Task AFileThatIsNoDatabaseIsRefused()
    {
        var file = Path.Combine(Source.Folder, "letter.txt");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("Dear reader, this is no database. ", 100)));

        await ShouldRefuseAsync($"Data Source={file}", "letter.txt", "no SQLite database");
    }

    [Fact]
    public Task AFolderInPlaceOfTheFileIsRefused() => ShouldRefuseAsync($"Data Source={Source.Folder}", "cannot be opened");

    [Fact]
    public async Task AFolderThatCannotBeMadeIsRefused()
    {
        var file = Path.Combine(Source.Folder, "file");
        await File.WriteAllTextAsync(file, "");

        await ShouldRefuseAsync($"Data Source={file}/below/progress.db", "cannot be made");
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=jobs;Mode=Memory;Cache=Shared")]
    [InlineData("Data Source=file:jobs?mode=memory")]
    [InlineData("")]
    public Task ADatabaseInMemoryIsRefused(string connectionString) => ShouldRefuseAsync(connectionString, "Storage:Provider=memory");

    [Theory]
    [InlineData("Data Sauce=x.db")]
    [InlineData("x.db")]
    public Task AConnectionStringThatIsNoneIsRefused(string connectionString) => ShouldRefuseAsync(connectionString, "Data Source=./data/progress.db");

    [Fact]
    public async Task StoresThatStartTogetherMakeOneSchema()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync()))).WaitAsync(Deadline);

        await stores[0].EnqueueAsync([Job()], default);
        (await stores[5].ClaimAsync(Request(), default)).Jobs.ShouldHaveSingleItem();
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    private async Task ShouldRefuseAsync(string connectionString, params string[] told)
    {
        await using var store = new SqliteJobStore(connectionString, Time, NullLogger<SqliteJobStore>.Instance);

        var refusal = await Should.ThrowAsync<StoreStartException>(async () => await store.OpenAsync(default));

        refusal.Message.ShouldNotContain("\n");
        told.ShouldAllBe(part => refusal.Message.Contains(part, StringComparison.Ordinal), refusal.Message);
    }
}
