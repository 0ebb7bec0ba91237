using Npgsql;

namespace ProgressHub.PostgreSql.Nodes;

/// <summary>The row by which the nodes of a cluster know of each other, and by which each has a number of its own.</summary>
internal sealed class Ownership(NpgsqlDataSource source, Guid token)
{
    private const string Lock = "SELECT pg_advisory_xact_lock(7032653)";

    private const string ClockNow = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private const string ForgetDead = $"DELETE FROM progresshub.owners WHERE beat_at < {ClockNow} - 60000";

    private const string Take = $"""
        INSERT INTO progresshub.owners (token, slot, beat_at)
        SELECT $1, min(free), {ClockNow} FROM generate_series(0, (SELECT count(*) FROM progresshub.owners)::integer) AS free
        WHERE free NOT IN (SELECT slot FROM progresshub.owners)
        RETURNING slot
        """;

    private const string Beat = $"UPDATE progresshub.owners SET beat_at = {ClockNow} WHERE token = $1 RETURNING slot";

    private const string AnyPeer = $"SELECT EXISTS (SELECT 1 FROM progresshub.owners WHERE token <> $1 AND beat_at > {ClockNow} - 10000)";

    // Whoever ends in order lets go of what it could not give back; one that dies is waited for.
    private const string LetGo = "UPDATE progresshub.jobs SET lease_ends = 0 WHERE state = 2 AND owner = $1 AND lease_ends IS NOT NULL";

    public Guid Token => token;

    /// <summary>Enters the cluster; answers this node's number, the lowest that is free.</summary>
    public async Task<int> EnterAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { new(Lock), new(ForgetDead), new(Take) { Parameters = { new() { Value = token } } } } };
        await using (var row = await batch.ExecuteReaderAsync(ct))
        {
            await row.NextResultAsync(ct);
            await row.ReadAsync(ct);
            var slot = row.GetInt32(0);
            await row.DisposeAsync();
            await transaction.CommitAsync(ct);
            return slot;
        }
    }

    /// <summary>Shows that this node is alive; answers whether another one is.</summary>
    public async Task<bool> BeatAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(Beat) { Parameters = { new() { Value = token } } }, new(AnyPeer) { Parameters = { new() { Value = token } } } },
        };
        bool known, peers;
        await using (var row = await batch.ExecuteReaderAsync(ct))
        {
            known = await row.ReadAsync(ct);
            await row.NextResultAsync(ct);
            await row.ReadAsync(ct);
            peers = row.GetBoolean(0);
        }

        if (!known)
        {
            // Away for so long that the others have forgotten it.
            await EnterAsync(ct);
        }

        return peers;
    }

    /// <summary>Leaves the cluster.</summary>
    public async Task LeaveAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(LetGo) { Parameters = { new() { Value = token } } }, new("DELETE FROM progresshub.owners WHERE token = $1") { Parameters = { new() { Value = token } } } },
        };
        await batch.ExecuteNonQueryAsync();
    }
}
