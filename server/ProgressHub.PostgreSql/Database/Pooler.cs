using Npgsql;

namespace ProgressHub.PostgreSql.Database;

/// <summary>Finds out what stands between this program and the database.</summary>
internal static class Pooler
{
    /// <summary>Whether the process that serves this connection is another than the one that greeted it, as it is behind PgBouncer and its like.</summary>
    public static async Task<bool> StandsBeforeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var serving = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return (int)(await serving.ExecuteScalarAsync(ct))! != connection.ProcessID;
    }
}
