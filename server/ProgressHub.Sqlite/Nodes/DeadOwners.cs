using ProgressHub.Sqlite.Database;

namespace ProgressHub.Sqlite.Nodes;

/// <summary>Owners of leases whose process is gone. Their lock files are held until their jobs are rescued.</summary>
internal sealed class DeadOwners : IDisposable
{
    private readonly List<FileStream> _locks = [];

    private DeadOwners(List<string> tokens) => Tokens = tokens;

    public List<string> Tokens { get; }

    public static DeadOwners Find(DatabaseFile database, Connection connection, string self)
    {
        var dead = new DeadOwners([]);
        var known = new HashSet<string>(StringComparer.Ordinal) { self };
        foreach (var path in LockFiles(database))
        {
            var token = path[NodeLock.PathOf(database, "").Length..];
            if (known.Add(token) && TryLock(path) is { } held)
            {
                dead._locks.Add(held);
                dead.Tokens.Add(token);
            }
        }

        var owners = connection.Prepare("SELECT DISTINCT owner FROM leases");
        while (owners.Step())
        {
            // Whose file is not there ended in order, or somebody tidied up after it.
            var token = owners.Text(0);
            if (known.Add(token) && !File.Exists(NodeLock.PathOf(database, token)))
            {
                dead.Tokens.Add(token);
            }
        }

        return dead;
    }

    /// <summary>Their jobs are rescued, and nothing needs to be known of them any more.</summary>
    public void Forget() => _locks.ForEach(held => File.Delete(held.Name));

    public void Dispose() => _locks.ForEach(held => held.Dispose());

    private static string[] LockFiles(DatabaseFile database)
    {
        var name = Path.GetFileName(NodeLock.PathOf(database, ""));
        return Directory.GetFiles(Path.GetDirectoryName(database.Path)!, name + "*");
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
