using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Rows;

/// <summary>Ids in one value, 16 bytes each.</summary>
internal static class JobIds
{
    private const int Size = 16;

    public static byte[] Write(IReadOnlyList<NewJob> jobs)
    {
        var bytes = new byte[jobs.Count * Size];
        for (var i = 0; i < jobs.Count; i++)
        {
            jobs[i].Snapshot.Id.Value.TryWriteBytes(bytes.AsSpan(i * Size), bigEndian: true, out _);
        }

        return bytes;
    }

    public static JobId[] Read(ReadOnlySpan<byte> bytes)
    {
        var ids = new JobId[bytes.Length / Size];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = new(new Guid(bytes.Slice(i * Size, Size), bigEndian: true));
        }

        return ids;
    }
}
