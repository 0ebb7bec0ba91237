using ProgressHub.Sqlite.Database;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Nodes;

/// <summary>A file beside the database that this store holds locked as long as it lives. The operating system lets go of it when the process dies, however it dies.</summary>
internal sealed class NodeLock : IDisposable
{
    private readonly FileStream _file;

    private NodeLock(string token, FileStream file) => (Token, _file) = (token, file);

    /// <summary>Names this store in its leases; never used again after it.</summary>
    public string Token { get; }

    /// <exception cref="StoreStartException">The folder does not take files.</exception>
    public static NodeLock Take(DatabaseFile database)
    {
        while (true)
        {
            var token = Guid.NewGuid().ToString("N");
            var path = PathOf(database, token);
            try
            {
                var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1);
                // Between making and locking it, another process may have taken it for a dead one's and removed it.
                if (File.Exists(path))
                {
                    return new NodeLock(token, file);
                }

                file.Dispose();
            }
            catch (IOException) when (File.Exists(path))
            {
                // The same, a moment earlier.
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new StoreStartException($"The folder of the database '{database.Path}' takes no files: give this process the right to write there.", fault);
            }
        }
    }

    public static string PathOf(DatabaseFile database, string token) => $"{database.Path}.node-{token}";

    public void Dispose()
    {
        // Removed while still locked, so that nobody finds it and takes its owner for one that crashed.
        File.Delete(_file.Name);
        _file.Dispose();
    }
}
