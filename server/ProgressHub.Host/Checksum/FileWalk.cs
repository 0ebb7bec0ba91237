using ProgressHub.Host.Files;

namespace ProgressHub.Host.Checksum;

/// <summary>Walks a folder of the data root in an order that is the same every time.</summary>
/// <remarks>
/// A link to a folder is followed when it stays inside the root, but no folder is walked twice through links: that ends every circle
/// and keeps a few links that point across from multiplying the work.
/// </remarks>
internal sealed class FileWalk(DataRoot root)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    public IEnumerable<WalkedFile> Walk(DataPath start)
    {
        if (!start.IsFolder)
        {
            yield return Met(start.Relative, new FileInfo(start.Real));
            yield break;
        }

        var linked = new HashSet<string>(StringComparer.Ordinal);
        var folders = new Stack<Folder>([new(start.Relative, start.Real, ThroughLink: false)]);
        while (folders.TryPop(out var folder))
        {
            if (TryList(folder, out var trouble) is not { } entries)
            {
                yield return new(folder.Relative, folder.Real, 0, trouble);
                continue;
            }

            var below = new List<Folder>();
            foreach (var entry in entries)
            {
                var relative = folder.Relative == "." ? entry.Name : $"{folder.Relative}/{entry.Name}";
                if (entry.LinkTarget is not null)
                {
                    if (Follow(relative, entry, folder, linked, out var next) is { } met)
                    {
                        yield return met;
                    }
                    else if (next is not null)
                    {
                        below.Add(next);
                    }
                }
                else if (entry is FileInfo file)
                {
                    yield return Met(relative, file);
                }
                else if (root.Holds(entry.FullName) && (!folder.ThroughLink || linked.Add(entry.FullName)))
                {
                    below.Add(new(relative, entry.FullName, folder.ThroughLink));
                }
            }

            for (var i = below.Count - 1; i >= 0; i--)
            {
                folders.Push(below[i]);
            }
        }
    }

    // Answers what was met, or null with the folder to walk next, if any.
    private WalkedFile? Follow(string relative, FileSystemInfo link, Folder from, HashSet<string> linked, out Folder? next)
    {
        next = null;
        if (RealPath.Of(link.FullName) is not { } real)
        {
            return new(relative, link.FullName, 0, "its links lead in a circle");
        }

        if (!root.Holds(real))
        {
            return new(relative, real, 0, "a link that leaves the data root");
        }

        if (!Directory.Exists(real))
        {
            return File.Exists(real) ? Met(relative, new FileInfo(real)) : new(relative, real, 0, "a link to nothing");
        }

        var leadsBack = from.Real == real || from.Real.StartsWith(Path.TrimEndingDirectorySeparator(real) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (leadsBack || !linked.Add(real))
        {
            return new(relative, real, 0, "a link to a folder that the walk meets elsewhere");
        }

        next = new(relative, real, ThroughLink: true);
        return null;
    }

    private static WalkedFile Met(string relative, FileInfo file)
    {
        try
        {
            return new(relative, file.FullName, file.Length, null);
        }
        catch (Exception e) when (FileTrouble.IsExpected(e))
        {
            // Gone since it was listed; the attempt to open it will say so.
            return new(relative, file.FullName, 0, null);
        }
    }

    private static List<FileSystemInfo>? TryList(Folder folder, out string? trouble)
    {
        try
        {
            var entries = new DirectoryInfo(folder.Real).EnumerateFileSystemInfos("*", Everything).ToList();
            entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
            trouble = null;
            return entries;
        }
        catch (Exception e) when (FileTrouble.IsExpected(e))
        {
            trouble = FileTrouble.Reason(e);
            return null;
        }
    }

    private sealed record Folder(string Relative, string Real, bool ThroughLink);
}
