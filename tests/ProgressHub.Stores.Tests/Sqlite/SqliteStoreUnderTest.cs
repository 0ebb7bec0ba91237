using Microsoft.Extensions.Logging.Abstractions;
using ProgressHub.Sqlite;
using ProgressHub.Storage;
using ProgressHub.Stores.Tests.Specification;

namespace ProgressHub.Stores.Tests.Sqlite;

/// <summary>A folder of its own for one test, and stores on the file in it.</summary>
public sealed class SqliteStoreUnderTest : IStoreUnderTest
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("progresshub-store-").FullName;

    public string File => Path.Combine(Folder, "sub", "progress.db");

    IJobStore IStoreUnderTest.Make(TimeProvider time) => MakeSqlite(time);

    internal SqliteJobStore MakeSqlite(TimeProvider time, string? file = null) =>
        new($"Data Source={file ?? File}", time, NullLogger<SqliteJobStore>.Instance);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
