using Microsoft.Extensions.Logging.Abstractions;
using ProgressHub.Sqlite;
using ProgressHub.Storage;
using ProgressHub.Stores.Tests.Specification;

namespace ProgressHub.Stores.Tests.Sqlite;

/// <summary>A folder of its own for one test, and stores on the file in it.</summary>
/// <param name="isInMemory">Whether the folder is in memory, where the machine has such a place: for tests of ten thousands of commits, which ask for nothing that a disk does.</param>
public sealed class SqliteStoreUnderTest(bool isInMemory = false) : IStoreUnderTest
{
    private const string Memory = "/dev/shm";

    public string Folder { get; } = isInMemory && Directory.Exists(Memory)
        ? Directory.CreateDirectory(Path.Combine(Memory, $"progresshub-store-{Guid.NewGuid():n}")).FullName
        : Directory.CreateTempSubdirectory("progresshub-store-").FullName;

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
