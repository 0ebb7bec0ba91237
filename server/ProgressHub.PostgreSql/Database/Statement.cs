using Npgsql;
using NpgsqlTypes;

namespace ProgressHub.PostgreSql.Database;

/// <summary>A statement that one thread uses again and again. Parameters count from 1, columns from 0. One at a time may stand in the middle of its rows.</summary>
internal sealed class Statement(Connection connection, NpgsqlCommand command)
{
    private NpgsqlDataReader? _row;

    public Statement Bind(int index, long value) => Set(index, NpgsqlDbType.Bigint, value);

    public Statement Bind(int index, long? value) => Set(index, NpgsqlDbType.Bigint, value);

    public Statement Bind(int index, DateTimeOffset value) => Bind(index, value.ToUnixTimeMilliseconds());

    public Statement Bind(int index, DateTimeOffset? value) => Bind(index, value?.ToUnixTimeMilliseconds());

    public Statement Bind(int index, bool value) => Set(index, NpgsqlDbType.Boolean, value);

    public Statement Bind(int index, JobId id) => Set(index, NpgsqlDbType.Uuid, id.Value);

    public Statement Bind(int index, JobId? id) => Set(index, NpgsqlDbType.Uuid, id?.Value);

    public Statement Bind(int index, Guid value) => Set(index, NpgsqlDbType.Uuid, value);

    public Statement Bind(int index, string? text) => Set(index, NpgsqlDbType.Text, text);

    public Statement Bind(int index, byte[]? bytes) => Set(index, NpgsqlDbType.Bytea, bytes);

    public Statement Bind(int index, JobId[] ids) => Set(index, NpgsqlDbType.Array | NpgsqlDbType.Uuid, Array.ConvertAll(ids, id => id.Value));

    /// <summary>Goes to the next row; false when there is none, and then the statement can be used again.</summary>
    public bool Step()
    {
        if (_row is null)
        {
            _row = command.ExecuteReader();
            connection.Open = this;
        }

        if (_row.Read())
        {
            return true;
        }

        Reset();
        return false;
    }

    /// <summary>Runs a statement that answers no rows; answers how many it changed.</summary>
    public int Run() => command.ExecuteNonQuery();

    /// <summary>Gives up the remaining rows.</summary>
    public void Reset()
    {
        _row?.Dispose();
        _row = null;
        connection.Open = null;
    }

    /// <summary>Runs a statement whose rows have one column, an id.</summary>
    public List<JobId> Ids()
    {
        List<JobId> ids = [];
        while (Step())
        {
            ids.Add(Id(0));
        }

        return ids;
    }

    /// <summary>The row it stands on.</summary>
    public NpgsqlDataReader Row => _row!;

    public bool IsNull(int column) => Row.IsDBNull(column);

    public long Long(int column) => Row.GetInt64(column);

    public int Int(int column) => Row.GetInt32(column);

    public bool Bool(int column) => Row.GetBoolean(column);

    public JobId Id(int column) => new(Row.GetGuid(column));

    public byte[] Bytes(int column) => Row.GetFieldValue<byte[]>(column);

    private Statement Set(int index, NpgsqlDbType type, object? value)
    {
        while (command.Parameters.Count < index)
        {
            command.Parameters.Add(new NpgsqlParameter());
        }

        var parameter = command.Parameters[index - 1];
        parameter.NpgsqlDbType = type;
        parameter.Value = value ?? DBNull.Value;
        return this;
    }
}
