namespace ProgressHub.Sqlite.Database;

/// <summary>The step of the schema that brings children and jobs that wait for others.</summary>
internal static class FamilyStep
{
    /// <summary>
    /// <c>kin</c> marks a job that has children (1) or that others wait for (2), so that the end of any other job costs nothing more.
    /// A child has terms of its own only where they are not the usual ones: weight 1, born in round 0 of its parent.
    /// </summary>
    public const string Families = """
        ALTER TABLE jobs ADD COLUMN kin INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE families (
            parent BLOB PRIMARY KEY,
            round INTEGER NOT NULL DEFAULT 0,
            total INTEGER NOT NULL DEFAULT 0,
            succeeded INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0,
            canceled INTEGER NOT NULL DEFAULT 0,
            weight INTEGER NOT NULL DEFAULT 0,
            done_weight INTEGER NOT NULL DEFAULT 0,
            ignores_failure INTEGER NOT NULL DEFAULT 0,
            waiting INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID;

        CREATE TABLE child_terms (
            child BLOB PRIMARY KEY,
            weight INTEGER NOT NULL,
            round INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE waits (
            predecessor BLOB NOT NULL,
            waiter BLOB NOT NULL,
            PRIMARY KEY (predecessor, waiter)
        ) WITHOUT ROWID;

        CREATE TABLE waiters (
            waiter BLOB PRIMARY KEY,
            open INTEGER NOT NULL,
            any_end INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TRIGGER kin_removed AFTER DELETE ON jobs WHEN old.kin <> 0 OR old.parent IS NOT NULL
        BEGIN
            DELETE FROM families WHERE parent = old.id;
            DELETE FROM child_terms WHERE child = old.id;
        END;
        """;
}
