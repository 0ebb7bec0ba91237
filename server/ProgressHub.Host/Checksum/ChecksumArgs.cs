using System.ComponentModel;

namespace ProgressHub.Host.Checksum;

/// <summary>What to make checksums of.</summary>
/// <param name="Path">A folder or a file, relative to the data root; "." is the root itself.</param>
[Description("Writes a manifest with the SHA-256 of every file of a folder.")]
public sealed record ChecksumArgs([Description("A folder or a file, relative to the data folder; \".\" is the data folder itself.")] string Path);
