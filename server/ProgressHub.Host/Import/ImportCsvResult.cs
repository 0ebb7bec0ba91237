namespace ProgressHub.Host.Import;

/// <summary>What an <c>import-csv</c> job made.</summary>
/// <param name="Database">The SQLite file, relative to the data root.</param>
/// <param name="Table">The table in it; all its columns are text.</param>
/// <param name="Imported">How many rows the table holds.</param>
/// <param name="Rejected">How many rows did not fit.</param>
/// <param name="Rejects">A CSV file with line, reason and text of each rejected row, relative to the data root; null when there are none.</param>
public sealed record ImportCsvResult(string Database, string Table, long Imported, long Rejected, string? Rejects);
