using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.Reading;
using ProgressHub.Storage;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Forgets idempotency keys whose window is over, in steps that block nobody for long.</summary>
internal static class OldKeys
{
    /// <summary>So many steps at once; the rest is left to the next time.</summary>
    private const int MaxSteps = 20;

    private const string AnyOver = "SELECT EXISTS (SELECT 1 FROM idempotency_keys WHERE ends_at <= ?1)";

    public static async Task ForgetAsync(ReaderPool readers, Writer writer, TimeProvider time, CancellationToken ct)
    {
        // Looked up beside the writer first, so that an idle store writes nothing.
        for (var step = 0; step < MaxSteps && readers.Read(reader => HasAny(reader, time)); step++)
        {
            await writer.RunAsync(new ForgetOperation(), ct);
        }
    }

    private static bool HasAny(Connection connection, TimeProvider time)
    {
        var statement = connection.Prepare(AnyOver).Bind(1, time.NowInMs());
        var found = statement.Step() && statement.Int(0) != 0;
        statement.Reset();
        return found;
    }
}
