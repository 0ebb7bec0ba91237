using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands;

/// <summary>The environment of a program. It begins empty: what this process was given, such as connection strings and keys, is for this process.</summary>
internal static class CommandEnvironment
{
    /// <summary>What programs can hardly do without, and nobody keeps secrets in.</summary>
    private static readonly string[] Usual =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_MESSAGES", "TZ", "TMPDIR",
        // Without these, programs on Windows do not begin.
        "SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "TEMP", "TMP", "USERPROFILE",
    ];

    public static IReadOnlyDictionary<string, string> Of(CommandOptions options)
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var name in (string[])[.. Usual, .. options.Inherit])
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                variables[name] = value;
            }
        }

        foreach (var (name, value) in options.Environment)
        {
            variables[name] = value;
        }

        return variables;
    }
}
