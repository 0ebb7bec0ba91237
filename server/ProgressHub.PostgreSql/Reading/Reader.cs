using Npgsql;
using NpgsqlTypes;
using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>Queries beside the writers, on connections from a pool.</summary>
internal sealed class Reader(NpgsqlDataSource source)
{
    /// <summary>Runs a query and reads all its rows. Null stands for a text that is not there.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object?[] values) =>
        WithAsync(connection => ListAsync(connection, sql, read, ct, values), ct);

    /// <summary>Runs queries that all see the same commit.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public Task<T> SnapshotAsync<T>(Func<NpgsqlConnection, Task<T>> queries, CancellationToken ct) => WithAsync(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var answer = await queries(connection);
        await transaction.CommitAsync(ct);
        return answer;
    }, ct);

    /// <summary>Runs statements that answer no rows, in one transaction.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public Task RunAsync(Action<NpgsqlBatch> statements, CancellationToken ct) => WithAsync(async connection =>
    {
        await using var batch = new NpgsqlBatch(connection);
        statements(batch);
        return await batch.ExecuteNonQueryAsync(ct);
    }, ct);

    public static async Task<List<T>> ListAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is null ? new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = DBNull.Value } : new NpgsqlParameter { Value = value });
        }

        List<T> rows = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private static bool IsCutOff(Exception fault) => fault is PostgresException { SqlState: ['5', '7', ..] } or NpgsqlException { InnerException: IOException };

    private async Task<T> WithAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken ct)
    {
        for (var repeated = false; ; repeated = true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                return await use(connection);
            }
            catch (Exception fault) when (fault is not OperationCanceledException && Fault.IsOutage(fault))
            {
                // A connection of the pool may have broken long ago, when the server was away; a fresh one tells how it is now.
                if (repeated || !IsCutOff(fault))
                {
                    throw Fault.ToUnavailable(fault);
                }

                source.Clear();
            }
        }
    }
}
