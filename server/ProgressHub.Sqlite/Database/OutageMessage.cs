using ProgressHub.Storage;
using SQLitePCL;

namespace ProgressHub.Sqlite.Database;

/// <summary>Says in one sentence what is wrong with the file, and the cure.</summary>
internal static class OutageMessage
{
    public static StoreUnavailableException ToUnavailable(this SqliteFault fault, string file) => new(Of(fault, file), fault);

    public static string Of(SqliteFault fault, string file) => fault.Primary switch
    {
        raw.SQLITE_FULL => $"The disk that holds '{file}' is full, or the database has reached its size limit: free some space; the store goes on by itself.",
        raw.SQLITE_READONLY => $"The database '{file}' is read-only: give this process the right to write the file and its folder; the store goes on by itself.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"Another process keeps the database '{file}' locked: end it, or let it commit sooner.",
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => $"The database '{file}' cannot be opened: check that its folder exists and that this process may read and write both.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => $"The file '{file}' is damaged or is no SQLite database: restore a backup, or move the file away to start with an empty one ({fault.Message}).",
        raw.SQLITE_NOMEM => "SQLite got no memory: give this process more, or lower its load.",
        _ => $"The disk that holds '{file}' does not read or write as it should: check it and the system's log ({fault.Message}).",
    };
}
