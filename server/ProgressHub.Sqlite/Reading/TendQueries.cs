using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Reading;

/// <summary>Looks whether tending is called for, so that an idle store writes nothing.</summary>
internal static class TendQueries
{
    private const string AnyWork = """
        SELECT EXISTS (SELECT 1 FROM jobs WHERE state = 0 AND due_at <= ?1) OR EXISTS (SELECT 1 FROM leases WHERE ends_at <= ?2)
        """;

    public static bool HasWork(Connection connection, TimeProvider time)
    {
        var statement = connection.Prepare(AnyWork).Bind(1, time.NowInMs()).Bind(2, time.MonotonicMs());
        var found = statement.Step() && statement.Int(0) != 0;
        statement.Reset();
        return found;
    }
}
