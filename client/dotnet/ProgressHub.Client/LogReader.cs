namespace ProgressHub;

/// <summary>The lines of one log, to be enumerated: by their numbers, and none twice. What is read is asked for as it is needed.</summary>
public sealed class LogReader : IAsyncEnumerable<LogLine>
{
    private readonly Func<LogReader, CancellationToken, IAsyncEnumerator<LogLine>> _read;
    private long _dropped;

    internal LogReader(Func<LogReader, CancellationToken, IAsyncEnumerator<LogLine>> read) => _read = read;

    /// <summary>How many lines are missing so far because the server did not keep them until they were read; it grows as lines are read.</summary>
    /// <remarks>A server keeps the newest 10,000 lines of a job unless it was told otherwise.</remarks>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Reads the lines from the beginning that the query names.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerator<LogLine> GetAsyncEnumerator(CancellationToken cancellationToken = default) => _read(this, cancellationToken);

    internal void Miss(long lines) => Interlocked.Add(ref _dropped, lines);
}
