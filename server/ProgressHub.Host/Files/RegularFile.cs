using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ProgressHub.Host.Files;

/// <summary>Opens files for reading, and nothing but files: opening a named pipe would wait for a writer, perhaps for ever, and no token ends that.</summary>
internal static class RegularFile
{
    /// <summary>Opens a file, or says in words without the path why it cannot be read.</summary>
    public static SafeFileHandle? TryOpen(string path, out string? reason)
    {
        try
        {
            reason = null;
            var handle = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? OpenWithoutWaiting(path, out reason) : File.OpenHandle(path);
            if (handle is not null && !CanSeek(handle))
            {
                handle.Dispose();
                reason = "not a regular file";
                return null;
            }

            return handle;
        }
        catch (Exception e) when (FileTrouble.IsExpected(e))
        {
            reason = FileTrouble.Reason(e);
            return null;
        }
    }

    private static SafeFileHandle? OpenWithoutWaiting(string path, out string? reason)
    {
        // O_NONBLOCK | O_CLOEXEC: the first makes the open of a pipe return, and means nothing for a file.
        var handle = Open(path, OperatingSystem.IsLinux() ? 0x800 | 0x80000 : 0x4 | 0x1000000);
        if (handle >= 0)
        {
            reason = null;
            return new SafeFileHandle(handle, ownsHandle: true);
        }

        reason = Marshal.GetLastPInvokeErrorMessage().ToLowerInvariant();
        return null;
    }

    private static bool CanSeek(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle) >= 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
