using System.Buffers;

namespace ProgressHub.Cli.Tracking;

/// <summary>Hands a program's output on, byte by byte as it comes, and lets somebody look at it on the way.</summary>
internal static class PassThrough
{
    private const int BufferBytes = 16 * 1024;

    /// <param name="from">The program's end.</param>
    /// <param name="to">The user's.</param>
    /// <param name="look">Sees each piece after it was handed on.</param>
    /// <param name="ct">Gives up, where something outlives the program with its end of the pipe.</param>
    public static async Task CopyAsync(Stream from, Stream to, Action<ReadOnlySpan<byte>> look, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await from.ReadAsync(buffer, ct) is > 0 and var read)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), ct);
                await to.FlushAsync(ct);
                look(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Nobody reads it any more, so the program shall not write more: it is told by the pipe, as it would be without us.
            await from.DisposeAsync();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
