using System.Buffers.Binary;
using System.Buffers.Text;

namespace ProgressHub.Storage;

/// <summary>Where a page ended: the place of its last job in the order of arrival, in a form that nobody is tempted to count with.</summary>
internal static class JobCursor
{
    private const byte Form = 1;

    public static string Make(long seq)
    {
        Span<byte> bytes = stackalloc byte[1 + sizeof(long)];
        bytes[0] = Form;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], seq);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>After which place the page begins, in the search's order.</summary>
    /// <exception cref="FormatException">The text was not made by <see cref="Make"/>.</exception>
    public static long Read(JobSearch search)
    {
        if (search.Cursor is not { } cursor)
        {
            return search.OldestFirst ? 0 : long.MaxValue;
        }

        Span<byte> bytes = stackalloc byte[1 + sizeof(long)];
        return cursor.Length <= 16 && Base64Url.IsValid(cursor)
            && Base64Url.TryDecodeFromChars(cursor, bytes, out var length) && length == bytes.Length && bytes[0] == Form
            ? BinaryPrimitives.ReadInt64BigEndian(bytes[1..])
            : throw new FormatException($"'{cursor}' is no cursor of this list. Take the nextCursor of the page before, or leave it out.");
    }
}
