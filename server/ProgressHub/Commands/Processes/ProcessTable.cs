using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

namespace ProgressHub.Commands.Processes;

/// <summary>The processes of this machine, as Linux lists them below <c>/proc</c>.</summary>
[SupportedOSPlatform("linux")]
internal static class ProcessTable
{
    private const int MaxEnvironmentBytes = 1024 * 1024;

    /// <summary>All that live; those that have ended and wait for their parent's notice do not.</summary>
    public static List<ProcessEntry> Read()
    {
        var entries = new List<ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Find(id) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>One that lives; null if it does not.</summary>
    public static ProcessEntry? Find(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            // proc(5): the name stands in parentheses, and may have some of its own.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" or "x" ? null : new ProcessEntry(id, Number(fields[1]), Number(fields[3]), long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The value of a variable that a process was started with; null if it has none, or another user's process does not tell.</summary>
    public static string? Variable(int id, string name)
    {
        try
        {
            using var file = File.OpenRead($"/proc/{id}/environ");
            using var text = new StreamReader(file, Encoding.Latin1);
            var environment = new char[4096];
            var all = new StringBuilder();
            while (all.Length < MaxEnvironmentBytes && text.Read(environment) is > 0 and var read)
            {
                all.Append(environment, 0, read);
            }

            var prefix = $"{name}=";
            return all.ToString().Split('\0').FirstOrDefault(variable => variable.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
