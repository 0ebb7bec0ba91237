using ProgressHub.Client.Http;

namespace ProgressHub.Client.Logs;

/// <summary>Reads one log page by page, and knows how far that has come.</summary>
internal sealed class LogPages(JobRequests requests, JobId id, string? token, LogQuery query, LogReader reader)
{
    private long _after = query.After;

    /// <summary>The number of the last line that was read or passed over; negative until the place of the first one is known.</summary>
    public long After => Interlocked.Read(ref _after);

    /// <summary>The next lines; none when there are no more now.</summary>
    /// <param name="repeats">Whether a fault that passes is repeated, or thrown.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<IReadOnlyList<LogLine>> ReadAsync(bool repeats, CancellationToken ct)
    {
        var page = await requests.ReadLogAsync(id, token, After, query, repeats, ct).ConfigureAwait(false);
        return Take(page);
    }

    /// <summary>Takes a piece of the log; null if lines are missing before it.</summary>
    public IReadOnlyList<LogLine>? TryTake(LogLines piece) => After < 0 || piece.FirstSeq > After + 1 ? null : Take(piece);

    private IReadOnlyList<LogLine> Take(LogLines piece)
    {
        var after = After;
        if (after >= 0 && piece.FirstSeq > after + 1)
        {
            reader.Miss(piece.FirstSeq - after - 1);
        }

        // Never back: what was given once is not given again, whatever a server answers.
        Interlocked.Exchange(ref _after, Math.Max(after, piece.NextSeq - 1));
        return after < 0 || piece.FirstSeq > after ? piece.Lines : [.. piece.Lines.Where(line => line.Seq > after)];
    }
}
