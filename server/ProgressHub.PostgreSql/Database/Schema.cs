using Npgsql;
using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Database;

/// <summary>Brings the database to the newest schema, step by step. A node works on the schema it knows and on the next one, so that the nodes of a cluster can be replaced one after the other.</summary>
internal static class Schema
{
    /// <summary>A step that was released is never edited; changes are new steps, and a step leaves the statements of the version before valid.</summary>
    private static readonly string[] Steps = [FirstStep.Sql, NodeStep.Sql];

    public static int Newest => Steps.Length;

    /// <summary>The lock that those who start together take in turn.</summary>
    private const string Lock = "SELECT pg_advisory_xact_lock(7032651)";

    /// <exception cref="StoreStartException">A newer version of the program wrote the database, or the server is too old.</exception>
    public static async Task<int> BringUpToDateAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (connection.PostgreSqlVersion.Major < 15)
        {
            throw new StoreStartException($"The server is PostgreSQL {connection.PostgreSqlVersion}, and ProgressHub needs 15 or newer: upgrade it, or name another server in Storage:ConnectionString.");
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, Lock, ct);
        await MakeAsync(connection, ct);
        var version = await ReadAsync(connection, ct);
        if (version > Newest + 1)
        {
            throw new StoreStartException(
                $"The database '{connection.Database}' has schema {version} and this ProgressHub works with schemas up to {Newest + 1}: start the newer ProgressHub that wrote it, or name another database in Storage:ConnectionString.");
        }

        for (; version < Newest; version++)
        {
            await RunAsync(connection, Steps[version], ct);
            await RunAsync(connection, $"UPDATE progresshub.schema_version SET version = {version + 1}", ct);
        }

        await transaction.CommitAsync(ct);
        return version;
    }

    // Looked up first: whoever may only use the schema need not have the right to make one.
    private static async Task MakeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var known = new NpgsqlCommand("SELECT to_regclass('progresshub.schema_version') IS NOT NULL", connection);
        if (await known.ExecuteScalarAsync(ct) is not true)
        {
            await RunAsync(connection, """
                CREATE SCHEMA IF NOT EXISTS progresshub;
                CREATE TABLE progresshub.schema_version (version integer NOT NULL);
                INSERT INTO progresshub.schema_version VALUES (0);
                """, ct);
        }
    }

    private static async Task<int> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand("SELECT version FROM progresshub.schema_version", connection);
        return (int)(await read.ExecuteScalarAsync(ct))!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
