using Microsoft.Data.Sqlite;

namespace ProgressHub.Host.Import;

/// <summary>The one row of the table <c>_import</c>, committed together with the rows it speaks of.</summary>
/// <param name="Job">The job that imports.</param>
/// <param name="Source">The CSV file, relative to the data root.</param>
/// <param name="StartedAt">When this attempt began.</param>
internal sealed record ImportNote(JobId Job, string Source, DateTimeOffset StartedAt)
{
    public void Create(SqliteConnection connection) => Run(
        connection,
        $"""
        CREATE TABLE {SqlName.NoteTable} (job TEXT NOT NULL, source TEXT NOT NULL, state TEXT NOT NULL, imported INTEGER NOT NULL,
            rejected INTEGER NOT NULL, started_at TEXT NOT NULL, finished_at TEXT);
        INSERT INTO {SqlName.NoteTable} VALUES ($job, $source, 'incomplete', 0, 0, $at, NULL)
        """,
        ("$job", Job.ToString()), ("$source", Source), ("$at", Text(StartedAt)));

    public void Update(SqliteConnection connection, long imported, long rejected) => Run(
        connection,
        $"UPDATE {SqlName.NoteTable} SET imported = $imported, rejected = $rejected WHERE job = $job",
        ("$job", Job.ToString()), ("$imported", imported), ("$rejected", rejected));

    public void Complete(SqliteConnection connection, DateTimeOffset at) => Run(
        connection,
        $"UPDATE {SqlName.NoteTable} SET state = 'complete', finished_at = $at WHERE job = $job",
        ("$job", Job.ToString()), ("$at", Text(at)));

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    private static void Run(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
