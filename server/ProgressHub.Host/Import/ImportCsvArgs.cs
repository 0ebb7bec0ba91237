namespace ProgressHub.Host.Import;

/// <summary>What to import.</summary>
/// <param name="Path">A CSV file in UTF-8 whose first row names the columns, relative to the data root.</param>
/// <param name="Table">The table to make, up to 128 characters; made from the name of the file by default.</param>
public sealed record ImportCsvArgs(string Path, string? Table = null);
