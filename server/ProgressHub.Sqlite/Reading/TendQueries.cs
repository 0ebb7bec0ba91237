using ProgressHub.Jobs;
using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Reading;

/// <summary>What nodes look for again and again; an idle store writes nothing.</summary>
internal static class TendQueries
{
    private const string AnyWork = """
        SELECT EXISTS (SELECT 1 FROM jobs WHERE state = 0 AND due_at <= ?1) OR EXISTS (SELECT 1 FROM leases WHERE ends_at <= ?2)
            OR EXISTS (SELECT 1 FROM external_jobs WHERE ends_at <= ?2)
        """;

    // Who runs a job elsewhere hears of it in the answer to a report.
    private const string Canceling = """
        SELECT id, version FROM jobs INDEXED BY jobs_canceling
        WHERE state = 2 AND cancel_requested = 1 AND NOT EXISTS (SELECT 1 FROM external_jobs WHERE external_jobs.id = jobs.id)
        """;

    public static IReadOnlyList<AttemptKey> CancelRequests(Connection connection)
    {
        List<AttemptKey> found = [];
        var statement = connection.Prepare(Canceling);
        while (statement.Step())
        {
            found.Add(new(statement.Id(0), JobVersion.Epoch(statement.Long(1))));
        }

        return found;
    }

    /// <summary>Whether tending is called for.</summary>
    public static bool HasWork(Connection connection, TimeProvider time)
    {
        var statement = connection.Prepare(AnyWork).Bind(1, time.NowInMs()).Bind(2, time.MonotonicMs());
        var found = statement.Step() && statement.Int(0) != 0;
        statement.Reset();
        return found;
    }
}
