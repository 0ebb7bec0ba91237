using System.Text;
using Npgsql;
using ProgressHub.PostgreSql;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Postgres;

/// <summary>What tests of the database itself start from.</summary>
public abstract class PostgresTest : IAsyncDisposable
{
    protected PostgresStoreUnderTest Source { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A node of its own on the test's database, on the clock of all.</summary>
    internal async Task<PostgresJobStore> OpenAsync()
    {
        var store = Source.MakePostgres(TimeProvider.System);
        await store.OpenAsync(default);
        return store;
    }

    protected static NewJob Job(string kind = "import") => new(
        new JobSnapshot
        {
            Id = JobId.New(TimeProvider.System.GetUtcNow()),
            Kind = kind,
            State = JobState.Queued,
            Version = 1,
            MaxAttempts = 3,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        },
        Encoding.UTF8.GetBytes("{}"));

    protected static ClaimRequest Request(int max = 1, TimeSpan wait = default, TimeSpan? lease = null) => new()
    {
        Node = "node-1",
        Kinds = [new KindDemand("import", max)],
        Max = max,
        Lease = lease ?? TimeSpan.FromSeconds(60),
        MaxWait = wait,
    };

    protected static JobSnapshot Ended(JobSnapshot running) => running with { State = JobState.Succeeded, Version = running.Version + 1 };

    /// <summary>A connection as another program would have it.</summary>
    protected async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection($"{Source.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    protected static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // the statements are the test's own
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await row.ReadAsync())
        {
            rows.Add(row.GetValue(0).ToString()!);
        }

        return rows;
    }

    protected async Task RunAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await ReadAsync(connection, sql);
    }
}
