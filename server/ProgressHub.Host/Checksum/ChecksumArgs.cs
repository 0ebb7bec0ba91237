namespace ProgressHub.Host.Checksum;

/// <summary>What to make checksums of.</summary>
/// <param name="Path">A folder or a file, relative to the data root; "." is the root itself.</param>
public sealed record ChecksumArgs(string Path);
