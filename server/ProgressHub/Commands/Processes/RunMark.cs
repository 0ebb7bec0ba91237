using System.Globalization;
using System.Runtime.Versioning;

namespace ProgressHub.Commands.Processes;

/// <summary>What every process of one run carries in its environment, and hands to those it starts: who runs it, and which run it is.</summary>
internal readonly record struct RunMark(string Value)
{
    public const string Variable = "PROGRESSHUB_RUN";

    private static long _runs;

    /// <summary>A mark for a new run of this process.</summary>
    public static RunMark New()
    {
        var run = Interlocked.Increment(ref _runs);
        if (!OperatingSystem.IsLinux())
        {
            return new($"{Environment.ProcessId}.{run}");
        }

        var self = ProcessTable.Find(Environment.ProcessId);
        return new(string.Create(CultureInfo.InvariantCulture, $"{Namespace()}.{Environment.ProcessId}.{self?.StartedAt}.{run}"));
    }

    /// <summary>Whether a mark is of a process that is gone. Of other containers nothing is known here, so their numbers are left alone.</summary>
    [SupportedOSPlatform("linux")]
    public static bool IsOrphaned(string mark)
    {
        var parts = mark.Split('.');
        return parts.Length == 4 && parts[0] == Namespace()
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var startedAt)
            && ProcessTable.Find(id)?.StartedAt != startedAt;
    }

    /// <summary>The number of the namespace in which process numbers are counted.</summary>
    private static string Namespace() => new FileInfo("/proc/self/ns/pid").LinkTarget is { } link ? string.Concat(link.Where(char.IsAsciiDigit)) : "0";
}
