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

    private const string Beat = $"""
        UPDATE progresshub.owners AS o SET beat_at = {ClockNow}, watches = $2
        FROM (SELECT token, beat_at FROM progresshub.owners WHERE token = $1 FOR UPDATE) AS before
        WHERE o.token = before.token RETURNING o.beat_at - before.beat_at
        """;

    private const string Peers = $"SELECT count(*) > 0, coalesce(bool_or(watches), false) FROM progresshub.owners WHERE token <> $1 AND beat_at > {ClockNow} - 10000";

    // Whoever ends in order lets go of what it could not give back; one that dies is waited for.
    private const string LetGo = "UPDATE progresshub.jobs SET lease_ends = 0 WHERE state = 2 AND owner = $1 AND lease_ends IS NOT NULL";

    private int _absences;

    public Guid Token => token;

    /// <summary>How often this node was silent for so long that the others may have kept nothing for it.</summary>
    public int Absences => Volatile.Read(ref _absences);

    /// <summary>Whether somebody watches on this node.</summary>
    public bool Watches { get; set; }

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

    /// <summary>Shows that this node is alive; answers whether another one is, and whether somebody watches on any of them.</summary>
    public async Task<(bool Any, bool Watch)> BeatAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(Beat) { Parameters = { new() { Value = token }, new() { Value = Watches } } }, new(Peers) { Parameters = { new() { Value = token } } } },
        };
        long? silence;
        (bool, bool) peers;
        await using (var row = await batch.ExecuteReaderAsync(ct))
        {
            silence = await row.ReadAsync(ct) ? row.GetInt64(0) : null;
            await row.NextResultAsync(ct);
            await row.ReadAsync(ct);
            peers = (row.GetBoolean(0), row.GetBoolean(1));
        }

        if (silence is null)
        {
            // Away for so long that the others have forgotten it.
            await EnterAsync(ct);
        }

        if (silence is not <= ChangeTimes.Certain)
        {
            // Only now: from here on the others keep again what this node compares to.
            Interlocked.Increment(ref _absences);
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
