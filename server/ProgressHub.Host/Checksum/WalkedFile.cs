namespace ProgressHub.Host.Checksum;

/// <summary>Something a walk met: a file, or what could not be walked.</summary>
/// <param name="Relative">From the data root, with slashes.</param>
/// <param name="Real">The absolute path without links.</param>
/// <param name="Bytes">The size when it was met.</param>
/// <param name="Trouble">Why it cannot be read; null for a file to try.</param>
internal readonly record struct WalkedFile(string Relative, string Real, long Bytes, string? Trouble);
