using System.Diagnostics;
using SQLitePCL;

namespace ProgressHub.Sqlite.Database;

/// <summary>One open connection with its prepared statements, used by one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    private readonly sqlite3 _db;
    private readonly Dictionary<string, Statement> _statements = [];

    private Connection(sqlite3 db) => _db = db;

    /// <summary>Opens the file for reading and writing, and makes it if it is not there.</summary>
    public static Connection OpenWriter(DatabaseFile file)
    {
        var connection = Open(file, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        try
        {
            connection.UseLog(file.BusyTimeout);
            connection.Run("PRAGMA synchronous=FULL");
            // A checkpoint costs two more syncs; every 16 MB they no longer show, and the log stays small.
            connection.Run("PRAGMA wal_autocheckpoint=4000");
            connection.Run("PRAGMA cache_size=-16000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file for queries alone.</summary>
    public static Connection OpenReader(DatabaseFile file)
    {
        // Not opened read-only: a reader of a log-mode database has to write its own mark into the shared memory file.
        var connection = Open(file, raw.SQLITE_OPEN_READWRITE);
        connection.Run("PRAGMA query_only=1");
        return connection;
    }

    /// <summary>The statement for this text. The text must be a constant, or at least one of few.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v2(_db, sql, out var handle));
            _statements[sql] = statement = new Statement(_db, handle);
        }

        return statement;
    }

    /// <summary>Prepares a statement that the caller disposes of.</summary>
    public Statement PrepareOnce(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_db, sql, out var handle));
        return new Statement(_db, handle);
    }

    /// <summary>Runs statements without parameters.</summary>
    public void Run(string sql) => Check(raw.sqlite3_exec(_db, sql));

    public long ReadLong(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_db);

    public bool InTransaction => raw.sqlite3_get_autocommit(_db) == 0;

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _db.Dispose();
    }

    private static Connection Open(DatabaseFile file, int flags)
    {
        var code = raw.sqlite3_open_v2(file.Path, out var db, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            var message = raw.sqlite3_errmsg(db).utf8_to_string();
            db.Dispose();
            throw new SqliteFault(code, message);
        }

        raw.sqlite3_extended_result_codes(db, 1);
        raw.sqlite3_busy_timeout(db, (int)file.BusyTimeout.TotalMilliseconds);
        return new Connection(db);
    }

    /// <summary>Waits for others who open the same new file: SQLite's own patience does not cover this change.</summary>
    private void UseLog(TimeSpan patience)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                Run("PRAGMA journal_mode=WAL");
                return;
            }
            catch (SqliteFault fault) when (fault.Primary == raw.SQLITE_BUSY && Stopwatch.GetElapsedTime(since) < patience)
            {
                Thread.Sleep(5);
            }
        }
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteFault(raw.sqlite3_extended_errcode(_db), raw.sqlite3_errmsg(_db).utf8_to_string());
        }
    }
}
