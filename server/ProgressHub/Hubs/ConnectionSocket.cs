using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace ProgressHub.Hubs;

/// <summary>Makes the kernel keep our bounds: it takes up to 4 MB for a client that does not read, and until that is full every write succeeds, for minutes at the pace of progress.</summary>
internal static class ConnectionSocket
{
    /// <summary>The kernel doubles it for its own books.</summary>
    private const int SendBufferBytes = 128 * 1024;

    private const int Tcp = 6;
    private const int UserTimeout = 18;

    /// <summary>Lets the kernel give up a connection that has acknowledged nothing for so long, whatever fits into buffers (RFC 5482). Elsewhere than on Linux a write that waits is the one sign.</summary>
    public static void Bound(HubConnectionContext connection, TimeSpan timeout)
    {
        // There is no socket behind a test server or a server other than Kestrel.
        if (OperatingSystem.IsLinux() && connection.GetHttpContext()?.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            try
            {
                Bound(socket, timeout);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Gone already, or no TCP: the other bounds stay.
            }
        }
    }

    [SupportedOSPlatform("linux")]
    private static void Bound(Socket socket, TimeSpan timeout)
    {
        socket.SendBufferSize = SendBufferBytes;
        Span<byte> value = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(value, (int)timeout.TotalMilliseconds);
        socket.SetRawSocketOption(Tcp, UserTimeout, value);
    }
}
