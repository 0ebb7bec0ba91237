namespace ProgressHub.Commands;

/// <summary>Finds programs as a shell would, once, so that a job runs what the start has found.</summary>
internal static class ProgramFile
{
    /// <summary>The absolute path of a program; null when there is none.</summary>
    /// <param name="command">An absolute path, or a name without folders.</param>
    /// <param name="folders">The value of PATH.</param>
    public static string? Find(string command, string? folders)
    {
        if (Path.IsPathFullyQualified(command))
        {
            return IsProgram(command) ? command : null;
        }

        // A relative path would mean something else from wherever the host is started.
        return command.AsSpan().ContainsAny('/', '\\') ? null : (folders ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified).SelectMany(folder => Names(command).Select(name => Path.Join(folder, name))).FirstOrDefault(IsProgram);
    }

    private static string[] Names(string command) => OperatingSystem.IsWindows() ? [command, $"{command}.exe"] : [command];

    private static bool IsProgram(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) is not UnixFileMode.None);
}
