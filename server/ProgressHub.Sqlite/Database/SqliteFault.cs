using SQLitePCL;

namespace ProgressHub.Sqlite.Database;

/// <summary>What SQLite answered when it could not do what it was asked.</summary>
internal sealed class SqliteFault(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>The result code without its extension.</summary>
    public int Primary => Code & 0xFF;

    /// <summary>True when the file or the machine is at fault, false when a statement is.</summary>
    public bool IsOutage => Primary is raw.SQLITE_FULL or raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_BUSY
        or raw.SQLITE_LOCKED or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_NOMEM or raw.SQLITE_PERM or raw.SQLITE_PROTOCOL or raw.SQLITE_AUTH;

    /// <summary>True when the connection is as good as before.</summary>
    public bool SparesConnection => Primary is raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_LOCKED;
}
