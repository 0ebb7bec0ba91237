using ProgressHub.Sqlite.Reading;
using ProgressHub.Sqlite.Writing;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.External;

/// <summary>Begins all leases of reporters anew. While no process was there nobody could report, and the clock that the leases ended on may be that of a machine before its restart.</summary>
internal sealed class FreshLeases : WriteOperation<bool>
{
    private const string Any = "SELECT EXISTS (SELECT 1 FROM external_jobs WHERE ends_at IS NOT NULL)";

    public static async Task BeginAsync(ReaderPool readers, Writer writer, CancellationToken ct)
    {
        // Looked up beside the writer first, so that a start without such jobs writes nothing.
        if (readers.Read(static reader =>
        {
            using var any = reader.PrepareOnce(Any);
            return any.Step() && any.Int(0) != 0;
        }))
        {
            await writer.RunAsync(new FreshLeases(), ct);
        }
    }

    protected override bool Change(WriteSession session)
    {
        session.Connection.Prepare("UPDATE external_jobs SET ends_at = ?1 + lease WHERE ends_at IS NOT NULL").Bind(1, session.Time.MonotonicMs()).Run();
        return true;
    }
}
