namespace ProgressHub.Host.Files;

/// <summary>The folder that holds all input and output of the built-in kinds. Nothing that a caller names is read outside of it.</summary>
internal sealed class DataRoot
{
    /// <summary>The folder below the root where jobs leave what they make; it is never input.</summary>
    public const string OwnFolder = ".progresshub";

    private const int MaxPathLength = 4096;

    private readonly string _own;

    /// <summary>Takes the folder, and makes it where it is missing.</summary>
    /// <param name="path">Absolute, or relative to the current directory.</param>
    public DataRoot(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        FullPath = Path.TrimEndingDirectorySeparator(RealPath.Of(full) ?? full);
        _own = Path.Join(FullPath, OwnFolder);
    }

    /// <summary>The absolute path of the root, without links.</summary>
    public string FullPath { get; }

    private static StringComparison Comparison =>
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Finds what a caller's path means. A refusal never tells what exists outside the root.</summary>
    public DataPath Find(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return DataPath.Refused(DataPath.InvalidRequest, "The path is missing. Give a path relative to the data root, such as \"folder/file.csv\".");
        }

        if (path.Length > MaxPathLength)
        {
            return DataPath.Refused(DataPath.InvalidRequest, $"The path is longer than {MaxPathLength:N0} characters. Give a shorter one.");
        }

        if (Leaves(path))
        {
            return Outside(path);
        }

        var relative = string.Join('/', Names(path).Where(n => n != "."));
        if (RealPath.Of(Path.Join(FullPath, relative)) is not { } real)
        {
            return DataPath.Refused(DataPath.NotFound, $"The links of '{path}' lead in a circle. Give a path to a file or folder.");
        }

        if (!Holds(real))
        {
            return Outside(path);
        }

        var isFolder = Directory.Exists(real);
        return isFolder || File.Exists(real)
            ? DataPath.Found(relative.Length == 0 ? "." : relative, real, isFolder)
            : DataPath.Refused(DataPath.NotFound, $"There is no '{path}' below the data root. Give a path that is relative to it and exists.");
    }

    /// <summary>Whether input may be read at an absolute path that has no links: below the root, but not where jobs leave what they make.</summary>
    public bool Holds(string real) => IsWithin(real, FullPath) && !IsWithin(real, _own);

    /// <summary>Gives the absolute path for something a job makes, in a folder below <see cref="OwnFolder"/> that is there afterwards.</summary>
    /// <exception cref="DoNotRetryException">A link leads the folder out of the root.</exception>
    public string PathForOutput(string folder, string name)
    {
        var full = Path.Join(_own, folder);
        // Looked at before it is made, or a link would have folders made wherever it points.
        if (RealPath.Of(full) is not { } real || !IsWithin(real, FullPath))
        {
            throw new DoNotRetryException($"'{OwnFolder}/{folder}' is a link that leaves the data root. Remove it: results are written there.");
        }

        Directory.CreateDirectory(full);
        return Path.Join(full, name);
    }

    /// <summary>Writes an absolute path below the root as callers see it.</summary>
    public string RelativeTo(string fullPath) => Path.GetRelativePath(FullPath, fullPath).Replace(Path.DirectorySeparatorChar, '/');

    private static DataPath Outside(string path) => DataPath.Refused(
        DataPath.OutsideRoot, $"'{path}' is not below the data root. Give a relative path without '..' whose links stay inside, too.");

    // What any operating system would take for a way out is refused on all, so that a stored job means the same everywhere.
    private static bool Leaves(string path) =>
        path.Contains('\0')
        || path[0] is '/' or '\\'
        || Path.IsPathRooted(path)
        || (path.Length >= 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && (path.Length == 2 || path[2] is '/' or '\\'))
        || path.Split('/', '\\').Contains("..", StringComparer.Ordinal);

    private static string[] Names(string path) =>
        path.Split(['/', Path.DirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsWithin(string path, string folder) =>
        path.StartsWith(folder, Comparison)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);
}
