using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Database;

/// <summary>Brings the file to the newest schema, step by step; <c>user_version</c> counts the steps taken.</summary>
internal static class Schema
{
    /// <summary>A step that was released is never edited; changes are new steps.</summary>
    private static readonly string[] Steps =
    [
        SchemaSteps.First, AttemptStep.Sql, LaneStep.Sql, IdempotencyStep.Sql, FamilyStep.Families, RecurringSchemaStep.Sql, StatsSchema.Step, HistoryStep.Step,
        LogStep.Sql,
        ExternalStep.Sql,
        NodeStep.Sql,
    ];

    public static int Newest => Steps.Length;

    /// <exception cref="StoreStartException">A newer version of the program wrote the file.</exception>
    public static void BringUpToDate(Connection connection, string path)
    {
        // Under the write lock, so that two processes that start together do not both take the same step.
        connection.Run("BEGIN IMMEDIATE");
        try
        {
            var version = (int)connection.ReadLong("PRAGMA user_version");
            if (version > Newest)
            {
                throw new StoreStartException(
                    $"The database '{path}' has schema {version} and this ProgressHub knows schemas up to {Newest}: start the newer ProgressHub that wrote it, or name another file in Storage:ConnectionString.");
            }

            for (; version < Newest; version++)
            {
                connection.Run(Steps[version]);
                connection.Run($"PRAGMA user_version={version + 1}");
            }

            connection.Run("COMMIT");
        }
        catch
        {
            if (connection.InTransaction)
            {
                connection.Run("ROLLBACK");
            }

            throw;
        }
    }
}
