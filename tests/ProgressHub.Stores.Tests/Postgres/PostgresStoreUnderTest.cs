using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ProgressHub.PostgreSql;
using ProgressHub.Storage;
using ProgressHub.Stores.Tests.Specification;
using ProgressHub.TestKit;

namespace ProgressHub.Stores.Tests.Postgres;

/// <summary>A database that nobody else uses at the time, and stores on it. Databases are emptied and used again: making one takes longer than most tests.</summary>
public sealed class PostgresStoreUnderTest : IStoreUnderTest
{
    private static readonly ConcurrentBag<PostgresDatabase> Idle = [];

    private const string Empty = """
        DO $$ BEGIN
            EXECUTE (SELECT 'TRUNCATE ' || string_agg('progresshub.' || tablename, ', ') FROM pg_tables
                WHERE schemaname = 'progresshub' AND tablename NOT IN ('store', 'schema_version'));
        END $$
        """;

    private PostgresDatabase? _database;

    /// <summary>Leads to the database.</summary>
    public string ConnectionString => Database.ConnectionString;

    /// <summary>The rules are the same whether a commit waits for the disk, and tests by the hundred need not wait.</summary>
    private string QuickConnectionString => $"{ConnectionString};Options=-c synchronous_commit=off";

    private PostgresDatabase Database => _database ??= Take();

    int IStoreUnderTest.Programs(int most) => most / 4;

    IJobStore IStoreUnderTest.Make(TimeProvider time) => MakePostgres(time, QuickConnectionString);

    internal PostgresJobStore MakePostgres(TimeProvider time, string? connectionString = null) => new(connectionString ?? ConnectionString, time, NullLogger<PostgresJobStore>.Instance);

    public async ValueTask DisposeAsync()
    {
        if (_database is { } database)
        {
            await using (var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false"))
            {
                await connection.OpenAsync();
                await using var empty = new NpgsqlCommand(Empty, connection);
                await empty.ExecuteNonQueryAsync();
            }

            Idle.Add(database);
        }
    }

    private static PostgresDatabase Take() => Idle.TryTake(out var idle) ? idle
        : Task.Run(async () => await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).GetAwaiter().GetResult();
}
