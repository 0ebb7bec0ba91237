namespace ProgressHub.Host.Checksum;

/// <summary>What hashing a file came to.</summary>
/// <param name="Digest">The SHA-256, unless there was trouble.</param>
/// <param name="Bytes">How many bytes were read.</param>
/// <param name="Trouble">Why the file could not be read to its end; null when it could.</param>
internal readonly record struct FileHash(ReadOnlyMemory<byte> Digest, long Bytes, string? Trouble);
