namespace ProgressHub.Tests.Documents;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = [".git", "bin", "obj", "node_modules", "TestResults", "test-results", "wwwroot", "data"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every document of the tree, from the root and with slashes.</summary>
    public static IReadOnlyList<string> Documents { get; } = [.. Files("*.md")];

    public static string At(string path) => Path.Join(Root, path);

    public static string Read(string path) => File.ReadAllText(At(path)).ReplaceLineEndings("\n");

    public static bool Has(string path) => File.Exists(At(path)) || Directory.Exists(At(path));

    /// <summary>Files below a folder, from the root and with slashes; nothing that a build makes.</summary>
    public static IEnumerable<string> Files(string pattern, string folder = "")
    {
        var found = Directory.EnumerateFiles(At(folder), pattern).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));
        var folders = Directory.EnumerateDirectories(At(folder)).Where(path => !Skipped.Contains(Path.GetFileName(path)));
        return found.Concat(folders.SelectMany(path => Files(pattern, Path.GetRelativePath(Root, path)))).Order(StringComparer.Ordinal);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Join(folder.FullName, "ProgressHub.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("These tests read the documents of the source tree: run them from inside of it.");
    }
}
