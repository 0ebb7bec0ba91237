using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProgressHub.Host.Import;

/// <summary>The table that an import fills, in a SQLite file of its own beside a note that says whether it is complete.</summary>
/// <remarks>
/// While rows come in, nothing waits for the disk: after a power cut the next attempt starts anew anyway. The note turns to
/// complete in a commit of its own that does wait, and with it everything before.
/// </remarks>
internal sealed class ImportTable : IDisposable
{
    private const int RowsPerCommit = 5000;

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _insert;
    private readonly ImportNote _note;
    private readonly int _columns;
    private long _imported;
    private long _rejected;
    private int _pending;
    private bool _isComplete;

    static ImportTable() => Batteries_V2.Init();

    /// <summary>Starts the table anew.</summary>
    /// <exception cref="IOException">Another attempt still writes to the file.</exception>
    public ImportTable(string path, string table, string[] columns, ImportNote note)
    {
        RemoveOld(path);
        _connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // Exclusive, so that nobody who looks into the table too early makes the import wait or fail.
            Run("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF; BEGIN IMMEDIATE");
            (_note, _columns) = (note, columns.Length);
            note.Create(_connection);
            Run($"CREATE TABLE {SqlName.Quote(table)} ({string.Join(", ", columns.Select(c => $"{SqlName.Quote(c)} TEXT NOT NULL"))})");
            var values = string.Join(", ", Enumerable.Repeat("?", columns.Length));
            Check(raw.sqlite3_prepare_v2(_connection.Handle, $"INSERT INTO {SqlName.Quote(table)} VALUES ({values})", out _insert));
            Run("COMMIT; BEGIN IMMEDIATE");
        }
        catch
        {
            _insert?.Dispose();
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Adds the record that the reader stands on.</summary>
    public void Add(CsvRows row)
    {
        for (var i = 0; i < _columns; i++)
        {
            var field = row.Field(i);
            // An empty span has no address, and SQLite takes no address for NULL.
            Check(field.IsEmpty
                ? raw.sqlite3_bind_text(_insert, i + 1, utf8z.FromSpan("\0"u8))
                : raw.sqlite3_bind_text(_insert, i + 1, field));
        }

        Step(raw.sqlite3_step(_insert));
        Check(raw.sqlite3_reset(_insert));
        _imported++;
        CommitSometimes();
    }

    /// <summary>Counts a row that is not in the table.</summary>
    public void CountRejected()
    {
        _rejected++;
        CommitSometimes();
    }

    /// <summary>Commits what there is; the note goes on saying that it is incomplete.</summary>
    public void Commit()
    {
        _pending = 0;
        _note.Update(_connection, _imported, _rejected);
        Run("COMMIT; BEGIN IMMEDIATE");
    }

    /// <summary>Commits what there is and then, safe on disk, that it is all.</summary>
    /// <param name="at">The moment to note.</param>
    public void Complete(DateTimeOffset at)
    {
        _note.Update(_connection, _imported, _rejected);
        Run("COMMIT; PRAGMA synchronous=FULL; BEGIN IMMEDIATE");
        _note.Complete(_connection, at);
        Run("COMMIT");
        _isComplete = true;
    }

    public void Dispose()
    {
        _insert.Dispose();
        try
        {
            // An exclusive connection would leave its journal behind, empty.
            Run((_isComplete ? "" : "ROLLBACK; ") + "PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=DELETE");
        }
        catch (SqliteException)
        {
            // After an error of the disk there may be no transaction any more; the journal then waits for whoever opens the file.
        }

        _connection.Dispose();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static void RemoveOld(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            // An attempt that lost its lease may still write. Without this look its journal would be played into the new file.
            using var old = Open(path, SqliteOpenMode.ReadWrite);
            using var look = old.CreateCommand();
            look.CommandText = "BEGIN EXCLUSIVE; ROLLBACK";
            look.ExecuteNonQuery();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw new IOException("Another attempt of this job still writes to its table.", e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT)
        {
            // What a power cut left of it; nobody writes to such a file.
        }

        File.Delete(path);
        File.Delete(path + "-journal");
    }

    private void CommitSometimes()
    {
        if (++_pending >= RowsPerCommit)
        {
            Commit();
        }
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Step(int code)
    {
        if (code != raw.SQLITE_DONE)
        {
            Check(code);
        }
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _connection.Handle);
        }
    }
}
