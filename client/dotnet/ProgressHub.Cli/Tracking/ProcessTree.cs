using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ProgressHub.Cli.Tracking;

/// <summary>A process with all it has started: asked to end, then ended by force.</summary>
internal static class ProcessTree
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Sends a signal to one process; nothing happens where there are no signals, or no such process.</summary>
    public static void Send(Process process, int signal)
    {
        if (!OperatingSystem.IsWindows() && !process.HasExited)
        {
            _ = Kill(process.Id, signal);
        }
    }

    /// <summary>Asks the whole tree to end, waits, and ends by force what is left of it. On Windows nobody can be asked.</summary>
    public static async Task EndAsync(Process root, TimeSpan patience, TimeProvider time)
    {
        // Noted before: once a parent has ended, its children are no longer known as such.
        var members = Descendants(root.Id);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var (id, startedAt) in members)
            {
                if (StartOf(id) == startedAt)
                {
                    _ = Kill(id, Terminate);
                }
            }

            Send(root, Terminate);
            var began = time.GetTimestamp();
            while ((!root.HasExited || members.Exists(member => StartOf(member.Id) == member.StartedAt)) && time.GetElapsedTime(began) < patience)
            {
                await Task.Delay(Look, time);
            }
        }

        if (!root.HasExited)
        {
            root.Kill(entireProcessTree: true);
        }

        foreach (var (id, startedAt) in members.Where(member => StartOf(member.Id) == member.StartedAt))
        {
            End(id, startedAt);
        }
    }

    private static void End(int id, long startedAt)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            if (StartOf(id) == startedAt)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended meanwhile.
        }
    }

    /// <summary>All that descend from a process, with the moments they began: the kernel gives their numbers to others later. Empty where there is no <c>/proc</c>.</summary>
    private static List<(int Id, long StartedAt)> Descendants(int root)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0).Select(id => (Id: id, Stat: Stat(id))).Where(entry => entry.Stat is not null).ToList();
        var found = new List<(int Id, long StartedAt)>();
        var parents = new HashSet<int> { root };
        for (var before = 0; parents.Count > before;)
        {
            before = parents.Count;
            foreach (var (id, stat) in all.Where(entry => parents.Contains(entry.Stat!.Value.Parent) && !parents.Contains(entry.Id)).ToList())
            {
                parents.Add(id);
                found.Add((id, stat!.Value.StartedAt));
            }
        }

        return found;
    }

    private static long? StartOf(int id) => Stat(id)?.StartedAt;

    /// <summary>Parent and start of a process that lives; see proc(5): its name stands in parentheses and may have some of its own.</summary>
    private static (int Parent, long StartedAt)? Stat(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" or "x" ? null : (int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
