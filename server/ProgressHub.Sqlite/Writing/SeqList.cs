using ProgressHub.Sqlite.Database;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Reads which rows to change before changing them: an index must not be walked while it changes.</summary>
internal static class SeqList
{
    public static List<long> Read(Statement statement)
    {
        List<long> rows = [];
        while (statement.Step())
        {
            rows.Add(statement.Long(0));
        }

        return rows;
    }
}
