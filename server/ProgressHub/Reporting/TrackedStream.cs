namespace ProgressHub.Reporting;

/// <summary>Passes reads and writes through and reports how many bytes went by, of the stream's length where it has one.</summary>
internal sealed class TrackedStream : Stream
{
    private readonly Stream _inner;
    private readonly JobReporter _reporter;
    private long _passed;

    public TrackedStream(Stream inner, JobReporter reporter)
    {
        (_inner, _reporter) = (inner, reporter);
        _passed = inner.CanSeek ? inner.Position : 0;
        reporter.Report(_passed, inner.CanSeek && inner.CanRead ? inner.Length : null, "B");
    }

    public override bool CanRead => _inner.CanRead;

    public override bool CanSeek => _inner.CanSeek;

    public override bool CanWrite => _inner.CanWrite;

    public override long Length => _inner.Length;

    public override long Position
    {
        get => _inner.Position;
        set => _reporter.Report(_passed = _inner.Position = value);
    }

    public override int Read(byte[] buffer, int offset, int count) => Passed(_inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Passed(_inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Passed(await _inner.ReadAsync(buffer, cancellationToken));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

    public override void Write(byte[] buffer, int offset, int count)
    {
        _inner.Write(buffer, offset, count);
        Passed(count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _inner.Write(buffer);
        Passed(buffer.Length);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _inner.WriteAsync(buffer, cancellationToken);
        Passed(buffer.Length);
    }

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await WriteAsync(buffer.AsMemory(offset, count), cancellationToken);

    public override void Flush() => _inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = _inner.Seek(offset, origin);
        _reporter.Report(_passed = position);
        return position;
    }

    public override void SetLength(long value) => _inner.SetLength(value);

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Passed(int bytes)
    {
        _passed += bytes;
        _reporter.Report(_passed);
        return bytes;
    }
}
