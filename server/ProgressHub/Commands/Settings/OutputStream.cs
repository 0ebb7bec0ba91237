namespace ProgressHub.Commands.Settings;

/// <summary>Where a program prints.</summary>
internal enum OutputStream
{
    /// <summary>Standard output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,

    /// <summary>Both.</summary>
    Both,
}
