using ProgressHub.PostgreSql.Database;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>What nodes look for again and again; an idle store writes nothing.</summary>
internal static class TendQueries
{
    private const string AnyWork = $"""
        SELECT EXISTS (SELECT 1 FROM progresshub.idempotency_keys WHERE ends_at <= $2),
            EXISTS (SELECT 1 FROM progresshub.jobs WHERE state = 0 AND due_at <= $2) OR EXISTS (SELECT 1 FROM progresshub.jobs WHERE state = 2 AND lease_ends <= {LeaseClock.Over})
            OR EXISTS (SELECT 1 FROM progresshub.external_jobs WHERE ends_at <= {LeaseClock.Over})
        """;

    private const string AnyToRun = """
        SELECT EXISTS (SELECT 1 FROM progresshub.jobs WHERE state = 1 AND turn > 0 AND kind = ANY($1)) OR EXISTS (SELECT 1 FROM progresshub.jobs WHERE state = 0 AND due_at <= $2)
        """;

    /// <summary>Whether there are idempotency keys to forget, and whether jobs are to be tended.</summary>
    public static async Task<(bool Keys, bool Jobs)> HasWorkAsync(Reader reader, LeaseClock clock, DateTimeOffset now, CancellationToken ct) =>
        (await reader.ListAsync(AnyWork, row => (row.GetBoolean(0), row.GetBoolean(1)), ct, clock.Given ?? (object)DBNull.Value, now.ToUnixTimeMilliseconds()))[0];

    /// <summary>Whether a claim of these kinds may find something.</summary>
    public static async Task<bool> HasJobsAsync(Reader reader, string[] kinds, DateTimeOffset now, CancellationToken ct) =>
        (await reader.ListAsync(AnyToRun, row => row.GetBoolean(0), ct, kinds, now.ToUnixTimeMilliseconds()))[0];
}
