using Npgsql;

namespace ProgressHub.Benchmarks.Queueing.Postgres;

/// <summary>What the server has done so far: transactions in one database, and bytes of its write-ahead log.</summary>
internal readonly record struct DatabaseCost(long Transactions, long WalBytes)
{
    private const string Query = """
        SELECT pg_stat_clear_snapshot(), (SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()),
            pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint
        """;

    // A backend that falls idle tells its counts within ten seconds.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(11);

    public static async Task<DatabaseCost> ReadAsync(string connectionString)
    {
        await Task.Delay(Settle);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(Query);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new(row.GetInt64(1), row.GetInt64(2));
    }

    public (double Transactions, double WalBytes) PerJob(DatabaseCost before, int jobs) =>
        ((Transactions - before.Transactions) / (double)jobs, (WalBytes - before.WalBytes) / (double)jobs);
}
