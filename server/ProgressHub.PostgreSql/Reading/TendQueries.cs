using ProgressHub.PostgreSql.Database;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>What nodes look for again and again; an idle store writes nothing.</summary>
internal static class TendQueries
{
    private const string AnyWork = $"""
        SELECT EXISTS (SELECT 1 FROM progresshub.jobs WHERE state = 0 AND due_at <= $2) OR EXISTS (SELECT 1 FROM progresshub.jobs WHERE state = 2 AND lease_ends <= {LeaseClock.Now})
            OR EXISTS (SELECT 1 FROM progresshub.external_jobs WHERE ends_at <= {LeaseClock.Now})
        """;

    private const string AnyKeys = "SELECT EXISTS (SELECT 1 FROM progresshub.idempotency_keys WHERE ends_at <= $1)";

    /// <summary>Whether tending is called for.</summary>
    public static async Task<bool> HasWorkAsync(Reader reader, LeaseClock clock, DateTimeOffset now, CancellationToken ct) =>
        (await reader.ListAsync(AnyWork, row => row.GetBoolean(0), ct, clock.Given ?? (object)DBNull.Value, now.ToUnixTimeMilliseconds()))[0];

    /// <summary>Whether there are idempotency keys to forget.</summary>
    public static async Task<bool> HasOldKeysAsync(Reader reader, DateTimeOffset now, CancellationToken ct) =>
        (await reader.ListAsync(AnyKeys, row => row.GetBoolean(0), ct, now.ToUnixTimeMilliseconds()))[0];
}
