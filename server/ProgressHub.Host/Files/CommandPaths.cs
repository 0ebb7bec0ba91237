namespace ProgressHub.Host.Files;

/// <summary>Lets programs have what lies below the data root, and nothing else.</summary>
internal sealed class CommandPaths(DataRoot root) : ICommandPaths
{
    public string Root => root.FullPath;

    public CommandPath Find(string path, CommandPathTarget target)
    {
        var found = root.Find(path);
        return found switch
        {
            { IsFine: true, IsFolder: true } when target is CommandPathTarget.File => Refused(DataPath.NotFound, $"'{path}' is a folder. Give the path of a file."),
            { IsFine: true, IsFolder: false } when target is CommandPathTarget.Folder => Refused(DataPath.NotFound, $"'{path}' is a file. Give the path of a folder."),
            { IsFine: true } => CommandPath.Fine(found.Real),
            { Code: DataPath.NotFound } when target is CommandPathTarget.Any => FindNew(path),
            _ => Refused(found.Code!, found.Detail!),
        };
    }

    /// <summary>A place for something new: a name in a folder that is there.</summary>
    private CommandPath FindNew(string path)
    {
        var name = Path.GetFileName(path);
        var folder = root.Find(Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".");
        if (name.Length == 0 || !folder.IsFine || !folder.IsFolder)
        {
            return Refused(DataPath.NotFound, $"The folder of '{path}' is not below the data root. Give a path in a folder that exists.");
        }

        // A link that leads nowhere yet could lead anywhere when the program follows it.
        var full = Path.Join(folder.Real, name);
        return new FileInfo(full).LinkTarget is null
            ? CommandPath.Fine(full)
            : Refused(DataPath.NotFound, $"'{path}' is a link to what does not exist. Give the path it leads to.");
    }

    private static CommandPath Refused(string code, string detail) => CommandPath.Refused(code, detail);
}
