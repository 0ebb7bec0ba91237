using System.Buffers;

namespace ProgressHub.Commands.Output;

/// <summary>Empties a pipe as fast as it fills, so that the program never waits for a reader.</summary>
internal static class OutputReader
{
    private const int BufferBytes = 16 * 1024;

    public static async Task ReadAsync(Stream stream, Action<string> take, CancellationToken ct)
    {
        var splitter = new LineSplitter(take);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await stream.ReadAsync(buffer, ct) is > 0 and var read)
            {
                splitter.Push(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Somebody outlived the program with its end of the pipe; what came is all there is.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        splitter.Finish();
    }
}
