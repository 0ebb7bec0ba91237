namespace ProgressHub.Host.Checksum;

/// <summary>What a <c>checksum</c> job found.</summary>
/// <param name="Manifest">The manifest, relative to the data root; <c>sha256sum -c</c> takes it when run there.</param>
/// <param name="Files">How many files the manifest holds.</param>
/// <param name="Bytes">How many bytes they hold.</param>
/// <param name="Unreadable">How many files and folders could not be read.</param>
/// <param name="UnreadableList">Those with the reason each, relative to the data root; null when there are none.</param>
public sealed record ChecksumResult(string Manifest, long Files, long Bytes, long Unreadable, string? UnreadableList);
