using System.Security;

namespace ProgressHub.Host.Files;

/// <summary>What file systems answer when they say no, in words without paths: watchers need not know where the data root is.</summary>
internal static class FileTrouble
{
    public static bool IsExpected(Exception exception) => exception is IOException or UnauthorizedAccessException or SecurityException;

    public static string Reason(Exception exception) => exception switch
    {
        UnauthorizedAccessException or SecurityException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "no such file or directory",
        PathTooLongException => "the path is too long",
        _ => $"cannot be read (error 0x{exception.HResult:X8})",
    };
}
