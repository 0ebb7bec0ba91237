using Npgsql;
using NpgsqlTypes;

namespace ProgressHub.PostgreSql.Database;

/// <summary>Puts statements that travel together into one round trip.</summary>
internal static class BatchExtensions
{
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    /// <summary>Gives the next parameter its value.</summary>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    /// <summary>Gives the next parameter its value, or none.</summary>
    public static NpgsqlBatchCommand WithNumber(this NpgsqlBatchCommand command, long? value)
    {
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = value is { } known ? known : DBNull.Value });
        return command;
    }
}
