using System.Text;
using Microsoft.Data.Sqlite;
using ProgressHub.Sqlite;
using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Sqlite;

/// <summary>What tests of the file itself start from.</summary>
public abstract class SqliteFileTest : IAsyncDisposable
{
    protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    protected SqliteStoreUnderTest Source { get; } = new();

    protected WallClock Time { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task<SqliteJobStore> OpenAsync(string? file = null)
    {
        var store = Source.MakeSqlite(Time, file);
        await store.OpenAsync(default);
        return store;
    }

    protected NewJob Job(string kind = "import") => new(
        new JobSnapshot
        {
            Id = JobId.New(Time.GetUtcNow()),
            Kind = kind,
            State = JobState.Queued,
            Version = 1,
            MaxAttempts = 3,
            CreatedAt = Time.GetUtcNow(),
        },
        Encoding.UTF8.GetBytes("{}"));

    protected static ClaimRequest Request(int max = 1, TimeSpan wait = default) => new()
    {
        Node = "node-1",
        Kinds = [new KindDemand("import", max)],
        Max = max,
        Lease = TimeSpan.FromSeconds(30),
        MaxWait = wait,
    };

    /// <summary>A connection as another program would have it.</summary>
    protected SqliteConnection Connect()
    {
        SqliteLibrary.Load();
        Directory.CreateDirectory(Path.GetDirectoryName(Source.File)!);
        var connection = new SqliteConnection($"Data Source={Source.File};Pooling=False");
        connection.Open();
        return connection;
    }

    protected static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the statements are the test's own
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Copies the files as they are on the disk at this moment: what a process finds that starts after this one was killed.</summary>
    protected string CopyAsAfterAKill()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Source.Folder, "killed")).FullName;
        foreach (var name in new[] { "progress.db", "progress.db-wal" })
        {
            File.Copy(Path.Combine(Path.GetDirectoryName(Source.File)!, name), Path.Combine(folder, name));
        }

        return Path.Combine(folder, "progress.db");
    }
}
