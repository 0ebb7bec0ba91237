using Microsoft.Data.Sqlite;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Database;

/// <summary>The file that a connection string names.</summary>
internal sealed record DatabaseFile(string Path)
{
    /// <summary>How long a write waits for another process; long beside a backup or a checkpoint, short beside a request's patience.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <exception cref="StoreStartException">The string is none, or names no file.</exception>
    public static DatabaseFile Of(string connectionString)
    {
        var source = Parse(connectionString);
        if (source.DataSource.Length == 0 || source.DataSource == ":memory:" || source.Mode == SqliteOpenMode.Memory
            || source.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreStartException(
                $"Storage:ConnectionString '{connectionString}' names no file. Use 'Data Source=./data/progress.db', or Storage:Provider=memory to keep jobs in memory alone.");
        }

        return new DatabaseFile(System.IO.Path.GetFullPath(source.DataSource));
    }

    /// <exception cref="StoreStartException">The folder is not there and cannot be made.</exception>
    public void MakeFolder()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreStartException($"The folder '{folder}' of the database cannot be made: choose another one in Storage:ConnectionString, or make it yourself.", fault);
        }
    }

    private static SqliteConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException fault)
        {
            throw new StoreStartException($"Storage:ConnectionString '{connectionString}' cannot be read ({fault.Message}). Use for example 'Data Source=./data/progress.db'.", fault);
        }
    }
}
