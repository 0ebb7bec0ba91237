using System.Globalization;
using ProgressHub.Publishing;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>The log in a stream of events. Each line is sent once and in order: what the stream has missed is read from the store.</summary>
internal sealed class EventLog(IJobStore store, JobId id, long? after)
{
    /// <summary>How many lines a stream begins with that does not go on from one before.</summary>
    private const int NewestLines = 200;

    private long? _after = after;
    private long _version;

    /// <summary>The first number that was not sent yet.</summary>
    public long Next => (_after ?? 0) + 1;

    /// <summary>The id of an event now, from which a return goes on: the version of the last snapshot and the number of the last line.</summary>
    private string EventId => string.Create(CultureInfo.InvariantCulture, $"{_version}.{Next - 1}");

    /// <summary>Reads <c>version.seq</c>, and the bare version of a stream without the log.</summary>
    public static (long? Version, long? Seq) ParseEventId(string? text)
    {
        var (version, seq) = text?.Split('.') switch
        {
            [var first] => (Number(first), null),
            [var first, var second] => (Number(first), Number(second)),
            _ => (null, null),
        };
        return version is null ? (null, null) : (version, seq);
    }

    /// <summary>The id of a snapshot's event.</summary>
    public string IdOf(JobSnapshot job)
    {
        _version = job.Version;
        return EventId;
    }

    /// <summary>Whether all that the store has was sent before.</summary>
    public async Task<bool> IsWholeAsync(CancellationToken ct) =>
        _after is { } last && (await store.ReadLogAsync(new(id) { AfterSeq = last, Limit = 1 }, ct)).Lines.Count == 0;

    public async Task SendAsync(EventStream stream, LogLines lines, CancellationToken ct)
    {
        if (lines.FirstSeq != Next)
        {
            // Sent already, or there is a gap before it.
            await CatchUpAsync(stream, ct);
        }
        else
        {
            Write(stream, lines);
        }
    }

    /// <summary>Sends all that the store has.</summary>
    public async Task CatchUpAsync(EventStream stream, CancellationToken ct)
    {
        while (true)
        {
            var lines = await store.ReadLogAsync(new(id) { AfterSeq = _after ?? -NewestLines, Limit = LogPump.MaxLines, MaxChars = LogPump.MaxChars }, ct);
            _after = lines.NextSeq - 1;
            if (lines.Lines.Count == 0)
            {
                return;
            }

            Write(stream, lines);
            await stream.FlushAsync();
        }
    }

    private void Write(EventStream stream, LogLines lines)
    {
        if (lines.Lines.Count > 0)
        {
            _after = lines.NextSeq - 1;
            stream.Write(lines, EventId);
        }
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
