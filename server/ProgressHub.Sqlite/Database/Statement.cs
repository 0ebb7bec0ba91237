using System.Buffers;
using System.Text;
using SQLitePCL;

namespace ProgressHub.Sqlite.Database;

/// <summary>A prepared statement that is used again and again, by one thread at a time. Parameters count from 1, columns from 0.</summary>
/// <remarks>Directly over SQLite's own calls: commands and parameters of ADO.NET cost about as much as the statement itself.</remarks>
internal sealed class Statement(sqlite3 db, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public Statement Bind(int index, long? value) => value is { } known ? Bind(index, known) : BindNull(index);

    public Statement Bind(int index, DateTimeOffset value) => Bind(index, value.ToUnixTimeMilliseconds());

    public Statement Bind(int index, DateTimeOffset? value) => Bind(index, value?.ToUnixTimeMilliseconds());

    public Statement Bind(int index, JobId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        // Big-endian, so that ids of version 7 sort by time in the index too, and new ones land on its last page.
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BindBlob(index, bytes);
    }

    public Statement Bind(int index, string? text)
    {
        if (text is null)
        {
            return BindNull(index);
        }

        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = size <= 512 ? null : ArrayPool<byte>.Shared.Rent(size);
        Span<byte> bytes = rented ?? stackalloc byte[512];
        BindText(index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return this;
    }

    public Statement BindText(int index, byte[]? text) => text is null ? BindNull(index) : BindText(index, text.AsSpan());

    public Statement BindText(int index, ReadOnlySpan<byte> text)
    {
        // The pointer of an empty span would be taken for NULL.
        Check(text.IsEmpty ? raw.sqlite3_bind_text(handle, index, "") : raw.sqlite3_bind_text(handle, index, text));
        return this;
    }

    public Statement BindBlob(int index, ReadOnlySpan<byte> bytes)
    {
        Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, bytes));
        return this;
    }

    public Statement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(handle, index));
        return this;
    }

    /// <summary>Goes to the next row; false when there is none, and then the statement can be used again.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        raw.sqlite3_reset(handle);
        if (code != raw.SQLITE_DONE)
        {
            throw new SqliteFault(raw.sqlite3_extended_errcode(db), raw.sqlite3_errmsg(db).utf8_to_string());
        }

        return false;
    }

    /// <summary>Runs a statement that answers no rows.</summary>
    public void Run() => Step();

    /// <summary>Runs a statement whose rows have one column, an id; all of them, before anything changes.</summary>
    public List<JobId> Ids()
    {
        List<JobId> ids = [];
        while (Step())
        {
            ids.Add(Id(0));
        }

        return ids;
    }

    /// <summary>Gives up the remaining rows.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int(int column) => (int)raw.sqlite3_column_int64(handle, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Long(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public JobId Id(int column) => new(new Guid(Bytes(column), bigEndian: true));

    /// <summary>Text or blob; empty for NULL. Valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose() => handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteFault(code, raw.sqlite3_errmsg(db).utf8_to_string());
        }
    }
}
