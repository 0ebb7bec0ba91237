using Npgsql;

namespace ProgressHub.PostgreSql.Database;

/// <summary>A connection with its statements. One thread uses it at a time.</summary>
internal sealed class Connection(NpgsqlConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>The statement that stands in the middle of its rows.</summary>
    public Statement? Open { get; set; }

    public NpgsqlConnection Raw => connection;

    public static Connection To(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Open();
            return new Connection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements[sql] = statement = new Statement(this, new NpgsqlCommand(sql, connection));
        }

        return statement;
    }

    public void Run(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Gives up whatever the transaction was about.</summary>
    public void Undo()
    {
        Open?.Reset();
        Run("ROLLBACK");
    }

    public void Dispose() => connection.Dispose();
}
