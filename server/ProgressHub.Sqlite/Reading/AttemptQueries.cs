using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Reading;

/// <summary>Reads the attempts of a job.</summary>
internal static class AttemptQueries
{
    public static IReadOnlyList<JobAttempt>? Read(Connection connection, JobId id)
    {
        // Job and attempts as of one commit, so that none is told twice or not at all.
        connection.Prepare("BEGIN").Run();
        var attempts = JobQueries.Find(connection, [id]) is [var job] ? AttemptRecords.All(job, AttemptRows.Read(connection, id)) : null;
        connection.Prepare("COMMIT").Run();
        return attempts;
    }
}
