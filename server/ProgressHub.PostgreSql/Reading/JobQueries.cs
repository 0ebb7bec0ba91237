using Npgsql;
using ProgressHub.PostgreSql.Rows;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>The queries for single jobs.</summary>
internal static class JobQueries
{
    private const string Jobs = $"SELECT {JobColumns.OfSnapshot} FROM progresshub.all_jobs AS j WHERE j.id = ANY($1)";

    private const string ArgsOf = "SELECT args FROM progresshub.all_jobs WHERE id = $1";

    private const string ResultOf = """
        SELECT coalesce(j.result, large.bytes) FROM progresshub.all_jobs AS j
        LEFT JOIN progresshub.large_data AS large ON large.seq = j.seq AND large.part = $2 AND j.result_bytes IS NOT NULL WHERE j.id = $1
        """;

    private const string Canceling = """
        SELECT id, version FROM progresshub.jobs AS j
        WHERE state = 2 AND cancel_requested AND NOT EXISTS (SELECT 1 FROM progresshub.external_jobs AS e WHERE e.id = j.id)
        """;

    public static async Task<IReadOnlyList<JobSnapshot>> FindAsync(Reader reader, IReadOnlyList<JobId> ids, CancellationToken ct) =>
        await reader.ListAsync(Jobs, JobReader.Read, ct, Guids(ids));

    public static async Task<ReadOnlyMemory<byte>?> ArgsAsync(Reader reader, JobId id, CancellationToken ct) =>
        Memory(await reader.ListAsync(ArgsOf, row => JobReader.Bytes(row, 0), ct, id.Value));

    public static async Task<ReadOnlyMemory<byte>?> ResultAsync(Reader reader, JobId id, CancellationToken ct) =>
        Memory(await reader.ListAsync(ResultOf, row => JobReader.Bytes(row, 0), ct, id.Value, (short)LargePart.Result));

    // Who runs a job elsewhere hears of it in the answer to a report.
    public static async Task<IReadOnlyList<AttemptKey>> CancelRequestsAsync(Reader reader, CancellationToken ct) =>
        await reader.ListAsync(Canceling, row => new AttemptKey(new(row.GetGuid(0)), ProgressHub.Jobs.JobVersion.Epoch(row.GetInt64(1))), ct);

    public static Task<ExternalJob?> ExternalAsync(Reader reader, JobId id, CancellationToken ct) => reader.SnapshotAsync(async connection =>
    {
        var job = await FindAsync(connection, id, ct);
        return job?.External is not true ? null
            : (await Reader.ListAsync(connection, ExternalRows.Select, row => ExternalRows.Read(row, job), ct, id.Value)).SingleOrDefault();
    }, ct);

    public static Task<IReadOnlyList<JobAttempt>?> AttemptsAsync(Reader reader, JobId id, CancellationToken ct) => reader.SnapshotAsync(async connection =>
        await FindAsync(connection, id, ct) is { } job
            ? AttemptRecords.All(job, await Reader.ListAsync(connection, AttemptRows.Select, AttemptRows.Read, ct, id.Value))
            : null, ct);

    private static async Task<JobSnapshot?> FindAsync(NpgsqlConnection connection, JobId id, CancellationToken ct) =>
        (await Reader.ListAsync(connection, Jobs, JobReader.Read, ct, Guids([id]))).SingleOrDefault();

    private static Guid[] Guids(IReadOnlyList<JobId> ids) => [.. ids.Select(id => id.Value)];

    private static ReadOnlyMemory<byte>? Memory(List<byte[]?> rows) => rows is [{ } bytes] ? bytes : default(ReadOnlyMemory<byte>?);
}
