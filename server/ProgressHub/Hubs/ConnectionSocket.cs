using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace ProgressHub.Hubs;

/// <summary>Sees through the kernel, which takes up to 4 MB for a client that does not read: until that is full every write succeeds, for minutes at the pace of progress.</summary>
/// <remarks>Linux only (tcp(7), TCP_INFO); elsewhere a write that waits is the one sign. The kernel's own bound (TCP_USER_TIMEOUT) would end such connections as well, but without a reason that we could count.</remarks>
internal sealed class ConnectionSocket
{
    /// <summary>The kernel doubles it for its own books.</summary>
    private const int SendBufferBytes = 128 * 1024;

    // Of struct tcp_info in linux/tcp.h.
    private const int Tcp = 6;
    private const int Info = 11;
    private const int UnackedAt = 24;
    private const int BytesAckedAt = 120;
    private const int NotSentAt = 144;
    private const int InfoBytes = NotSentAt + sizeof(uint);

    private readonly Socket _socket;
    private ulong _acknowledged;

    private ConnectionSocket(Socket socket) => _socket = socket;

    /// <summary>The socket below a connection, bounded; null where there is none, as behind a test server.</summary>
    public static ConnectionSocket? Of(HubConnectionContext connection)
    {
        if (!OperatingSystem.IsLinux() || connection.GetHttpContext()?.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            return null;
        }

        try
        {
            socket.SendBufferSize = SendBufferBytes;
            return new(socket);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>How far the client's machine has come since the last call.</summary>
    public Headway Look()
    {
        Span<byte> info = stackalloc byte[InfoBytes];
        try
        {
            if (_socket.GetRawSocketOption(Tcp, Info, info) < InfoBytes)
            {
                return Headway.None;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return Headway.None;
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(info[UnackedAt..]) == 0 && BinaryPrimitives.ReadUInt32LittleEndian(info[NotSentAt..]) == 0)
        {
            return Headway.None;
        }

        var acknowledged = BinaryPrimitives.ReadUInt64LittleEndian(info[BytesAckedAt..]);
        var moved = acknowledged != _acknowledged;
        _acknowledged = acknowledged;
        return moved ? Headway.Some : Headway.Owing;
    }
}
