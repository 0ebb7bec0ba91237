using System.ComponentModel;

namespace ProgressHub.Host.Import;

/// <summary>What to import.</summary>
/// <param name="Path">A CSV file in UTF-8 whose first row names the columns, relative to the data root.</param>
/// <param name="Table">The table to make, up to 128 characters; made from the name of the file by default.</param>
[Description("Reads a CSV file into a table of a new SQLite file.")]
public sealed record ImportCsvArgs(
    [Description("A CSV file in UTF-8 whose first row names the columns, relative to the data folder.")] string Path,
    [Description("The table to make, up to 128 characters; made from the name of the file by default.")] string? Table = null);
