namespace ProgressHub.Host.Import;

/// <summary>Names of tables and columns that come from outside.</summary>
internal static class SqlName
{
    /// <summary>The table that says how far the import is.</summary>
    public const string NoteTable = "_import";

    public const string TableRule =
        $"The table needs a name of 1 to 128 characters without control characters that is not '{NoteTable}' and does not begin with 'sqlite_'. Give such a name, or none.";

    private const int MaxTableLength = 128;
    private const int MaxStemLength = 40;

    /// <summary>Quotes a name for SQL, whatever is in it.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>Whether a table may have the name.</summary>
    public static bool IsTable(string name) =>
        !string.IsNullOrWhiteSpace(name)
        && name.Length <= MaxTableLength
        && !name.Any(c => char.IsControl(c) || char.IsSurrogate(c))
        && !name.Equals(NoteTable, StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes a name for a table or a file from that of a CSV file: letters, digits, '-' and '_' stay.</summary>
    public static string Stem(string fileName)
    {
        var stem = Path.GetFileNameWithoutExtension(fileName);
        var kept = stem.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '_').Take(MaxStemLength);
        var name = string.Concat(kept);
        return IsTable(name) ? name : $"t_{name}";
    }
}
