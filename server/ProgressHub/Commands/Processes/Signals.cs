using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ProgressHub.Commands.Processes;

/// <summary>Signals of Linux.</summary>
[SupportedOSPlatform("linux")]
internal static class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal, if the process is still the one that was listed. One that has ended meanwhile, or is not ours, is none of our business.</summary>
    public static void Send(ProcessEntry process, int signal)
    {
        if (ProcessTable.Find(process.Id)?.StartedAt == process.StartedAt)
        {
            _ = Send(process.Id, signal);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
