using System.Buffers;

namespace ProgressHub.Host.Import;

/// <summary>Finds the line after the one at a place of a file, and keeps the start of the line passed over.</summary>
internal sealed class LineSkipper(Stream stream) : IDisposable
{
    private const int BlockBytes = 1 << 16;

    private readonly byte[] _start = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private readonly byte[] _block = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private int _kept;

    /// <summary>The start of the line passed over last, without its line break; at most 64 KiB.</summary>
    public ReadOnlySpan<byte> Start => _start.AsSpan(0, _kept);

    /// <summary>Leaves the stream at the line after the one that starts at <paramref name="from"/>, or at its end, and answers where that is.</summary>
    public async Task<long> SkipAsync(long from, CancellationToken ct)
    {
        var position = stream.Seek(from, SeekOrigin.Begin);
        _kept = 0;
        int read;
        while ((read = await stream.ReadAsync(_block.AsMemory(0, BlockBytes), ct)) > 0)
        {
            var end = _block.AsSpan(0, read).IndexOfAny((byte)'\n', (byte)'\r');
            var kept = Math.Min(end < 0 ? read : end, BlockBytes - _kept);
            _block.AsSpan(0, kept).CopyTo(_start.AsSpan(_kept));
            _kept += kept;
            if (end >= 0)
            {
                // The \n of a \r\n that is left reads as an empty line, which counts for the line number but is no record.
                var isPair = _block[end] == '\r' && end + 1 < read && _block[end + 1] == '\n';
                return stream.Seek(position + end + (isPair ? 2 : 1), SeekOrigin.Begin);
            }

            position += read;
        }

        return position;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_start);
        ArrayPool<byte>.Shared.Return(_block);
    }
}
