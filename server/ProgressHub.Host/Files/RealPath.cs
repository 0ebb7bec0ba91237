namespace ProgressHub.Host.Files;

/// <summary>Follows symbolic links the way the kernel does, for paths that need not exist to their end.</summary>
internal static class RealPath
{
    // Linux gives up after as many.
    private const int MaxLinks = 40;

    /// <summary>The path without links, or null when its links lead in a circle.</summary>
    /// <param name="fullPath">An absolute path.</param>
    public static string? Of(string fullPath)
    {
        var current = Path.GetPathRoot(fullPath)!;
        var pending = new Stack<string>();
        Push(pending, fullPath[current.Length..]);
        var links = 0;
        while (pending.TryPop(out var name))
        {
            if (name == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            var next = Path.Join(current, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            var root = Path.GetPathRoot(target);
            current = string.IsNullOrEmpty(root) ? current : root;
            Push(pending, target[(root?.Length ?? 0)..]);
        }

        return current;
    }

    private static void Push(Stack<string> pending, string path)
    {
        var names = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var i = names.Length - 1; i >= 0; i--)
        {
            if (names[i] != ".")
            {
                pending.Push(names[i]);
            }
        }
    }
}
