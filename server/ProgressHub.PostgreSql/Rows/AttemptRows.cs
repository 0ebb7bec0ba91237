using System.Text.Json;
using Npgsql;
using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>The statements about attempts that jobs leave behind.</summary>
internal sealed class AttemptRows(Connection connection) : IAttemptRows
{
    public const string Select = "SELECT epoch, attempt, outcome, started_at, ended_at, node, error, progress FROM progresshub.attempts WHERE id = $1 ORDER BY epoch";

    private const string Insert = """
        INSERT INTO progresshub.attempts VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id, epoch) DO UPDATE SET attempt = excluded.attempt,
            outcome = excluded.outcome, started_at = excluded.started_at, ended_at = excluded.ended_at, node = excluded.node, error = excluded.error, progress = excluded.progress
        """;

    private const string ForgetOldest = """
        DELETE FROM progresshub.attempts WHERE id = $1 AND epoch <= (SELECT epoch FROM progresshub.attempts WHERE id = $1 ORDER BY epoch DESC LIMIT 1 OFFSET $2)
        """;

    public List<JobAttempt> Read(JobId id)
    {
        List<JobAttempt> attempts = [];
        var row = connection.Prepare(Select).Bind(1, id);
        while (row.Step())
        {
            attempts.Add(Read(row.Row));
        }

        return attempts;
    }

    public static JobAttempt Read(NpgsqlDataReader row) => new()
    {
        Epoch = row.GetInt32(0),
        Attempt = row.GetInt32(1),
        Outcome = (AttemptOutcome)row.GetInt16(2),
        StartedAt = JobReader.Time(row, 3)!.Value,
        EndedAt = JobReader.Time(row, 4),
        Node = row.IsDBNull(5) ? null : row.GetString(5),
        Error = JobReader.ReadJson<JobError>(row, 6),
        Progress = JobReader.ReadJson<JobProgress>(row, 7),
    };

    public void Write(JobId id, JobAttempt attempt)
    {
        connection.Prepare(Insert).Bind(1, id).Bind(2, attempt.Epoch).Bind(3, attempt.Attempt).Bind(4, (long)attempt.Outcome!.Value)
            .Bind(5, attempt.StartedAt).Bind(6, attempt.EndedAt!.Value).Bind(7, attempt.Node).Bind(8, Json(attempt.Error)).Bind(9, Json(attempt.Progress)).Run();
        connection.Prepare(ForgetOldest).Bind(1, id).Bind(2, AttemptRecords.Kept).Run();
    }

    public void Remove(JobId id) => connection.Prepare("DELETE FROM progresshub.attempts WHERE id = $1").Bind(1, id).Run();

    private static byte[]? Json<T>(T? value) where T : class => value is null ? null : JsonSerializer.SerializeToUtf8Bytes(value, ProtocolJson.TypeOf<T>());
}
