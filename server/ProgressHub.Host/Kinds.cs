using ProgressHub.Host.Checksum;
using ProgressHub.Host.Import;

namespace ProgressHub.Host;

/// <summary>The kinds that the host runs by itself.</summary>
public static class Kinds
{
    /// <summary>Writes a manifest with the SHA-256 of every file of a folder.</summary>
    public static readonly JobKind<ChecksumArgs, ChecksumResult> Checksum = new("checksum");

    /// <summary>Reads a CSV file into a table of a new SQLite file.</summary>
    public static readonly JobKind<ImportCsvArgs, ImportCsvResult> ImportCsv = new("import-csv");
}
