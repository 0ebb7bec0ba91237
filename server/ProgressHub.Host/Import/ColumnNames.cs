namespace ProgressHub.Host.Import;

/// <summary>Makes names for columns from a header row.</summary>
internal static class ColumnNames
{
    /// <summary>What SQLite takes unless it is built otherwise.</summary>
    public const int MaxColumns = 2000;

    private const int MaxLength = 200;

    /// <summary>Gives every field of the header a name that no other has: empty ones are numbered, repeated ones get a number behind.</summary>
    /// <exception cref="DoNotRetryException">There are more than <see cref="MaxColumns"/>.</exception>
    public static string[] From(IReadOnlyList<string> header)
    {
        if (header.Count > MaxColumns)
        {
            throw new DoNotRetryException($"The header row has {header.Count:N0} fields, and a table has at most {MaxColumns:N0} columns. Split the file.");
        }

        // SQLite takes names that differ in case only for the same.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return header.Select((field, index) => Unique(Clean(field, index), taken)).ToArray();
    }

    private static string Clean(string field, int index)
    {
        var name = string.Concat(field.Where(c => !char.IsControl(c))).Trim();
        return name.Length switch
        {
            0 => $"column_{index + 1}",
            > MaxLength => name[..MaxLength].TrimEnd('\uD800', '\uDBFF'),
            _ => name,
        };
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var n = 2; !taken.Add(unique); n++)
        {
            unique = $"{name}_{n}";
        }

        return unique;
    }
}
