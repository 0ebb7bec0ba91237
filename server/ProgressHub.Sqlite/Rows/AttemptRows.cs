using System.Text.Json;
using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.Rows;

/// <summary>Writes down the attempts that jobs leave behind. Used within the writer's transaction.</summary>
internal sealed class AttemptRows(Connection connection) : IAttemptRows
{
    private readonly Statement _insert = connection.Prepare("INSERT OR REPLACE INTO attempts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");

    private readonly Statement _forgetOldest = connection.Prepare("""
        DELETE FROM attempts WHERE id = ?1 AND epoch <= (SELECT epoch FROM attempts WHERE id = ?1 ORDER BY epoch DESC LIMIT 1 OFFSET ?2)
        """);

    private readonly Statement _remove = connection.Prepare("DELETE FROM attempts WHERE id = ?1");

    public List<JobAttempt> Read(JobId id) => Read(connection, id);

    public void Remove(JobId id) => _remove.Bind(1, id).Run();

    /// <summary>Those written down, the oldest first.</summary>
    public static List<JobAttempt> Read(Connection connection, JobId id)
    {
        List<JobAttempt> attempts = [];
        var row = connection.Prepare("SELECT epoch, attempt, outcome, started_at, ended_at, node, error, progress FROM attempts WHERE id = ?1 ORDER BY epoch").Bind(1, id);
        while (row.Step())
        {
            attempts.Add(new JobAttempt
            {
                Epoch = row.Int(0),
                Attempt = row.Int(1),
                Outcome = (AttemptOutcome)row.Int(2),
                StartedAt = row.Time(3),
                EndedAt = row.Time(4),
                Node = row.TextOrNull(5),
                Error = JobReader.ReadJson<JobError>(row, 6),
                Progress = JobReader.ReadProgress(row, 7),
            });
        }

        return attempts;
    }

    public void Write(JobId id, JobAttempt attempt)
    {
        _insert.Bind(1, id).Bind(2, attempt.Epoch).Bind(3, attempt.Attempt).Bind(4, (long)attempt.Outcome!.Value)
            .Bind(5, attempt.StartedAt).Bind(6, attempt.EndedAt!.Value).Bind(7, attempt.Node)
            .BindText(8, Json(attempt.Error)).BindText(9, Json(attempt.Progress)).Run();
        _forgetOldest.Bind(1, id).Bind(2, AttemptRecords.Kept).Run();
    }

    private static byte[]? Json<T>(T? value) where T : class =>
        value is null ? null : JsonSerializer.SerializeToUtf8Bytes(value, ProtocolJson.TypeOf<T>());
}
