using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Sqlite.Reading;

/// <summary>The queries for single jobs.</summary>
internal static class JobQueries
{
    public static IReadOnlyList<JobSnapshot> Find(Connection connection, IReadOnlyList<JobId> ids)
    {
        var found = new List<JobSnapshot>(ids.Count);
        var statement = connection.Prepare($"SELECT {JobColumns.OfSnapshot} FROM jobs WHERE id = ?1");
        foreach (var id in ids)
        {
            if (statement.Bind(1, id).Step())
            {
                found.Add(JobReader.Read(statement));
                statement.Reset();
            }
        }

        return found;
    }

    public static ReadOnlyMemory<byte>? Args(Connection connection, JobId id) =>
        Data(connection, id, "SELECT seq, args, 1 FROM jobs WHERE id = ?1", LargePart.Args);

    public static ReadOnlyMemory<byte>? Result(Connection connection, JobId id) =>
        Data(connection, id, "SELECT seq, result, result_bytes FROM jobs WHERE id = ?1", LargePart.Result);

    // The third column tells whether there is any, the second is NULL where it stands apart.
    private static ReadOnlyMemory<byte>? Data(Connection connection, JobId id, string sql, LargePart part)
    {
        var statement = connection.Prepare(sql).Bind(1, id);
        if (!statement.Step())
        {
            return null;
        }

        var (seq, inline, apart) = (statement.Long(0), statement.IsNull(1) ? null : statement.Bytes(1).ToArray(), !statement.IsNull(2));
        statement.Reset();
        var bytes = inline ?? (apart ? LargeData.Read(connection, seq, part) : null);
        return bytes is null ? default(ReadOnlyMemory<byte>?) : bytes;
    }
}
