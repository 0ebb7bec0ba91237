using System.Net;
using System.Net.Sockets;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>One hub connection on a bare socket: upgraded, past the handshake, watching a group.</summary>
internal sealed class Watcher(ISink sink, int bufferBytes = 4096) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly byte[] _buffer = new byte[bufferBytes];
    private readonly HubFrames _frames = new();
    private Socket _socket = null!;
    private bool _isWatching;

    // For the sinks, which see one message of a watcher at a time.
    public long LastStamp { get; set; }

    public long LastAt { get; set; }

    public Dictionary<Guid, long>? Board { get; set; }

    public double RetryAfterSeconds { get; set; }

    public async Task ConnectAsync(IPAddress from, int port, byte[] watch, int receiveBuffer = 0)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0)
        {
            // Before the connect, so that the window is never larger.
            _socket.ReceiveBufferSize = receiveBuffer;
        }

        _socket.Bind(new IPEndPoint(from, 0));
        using var patience = new CancellationTokenSource(Patience);
        await _socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        await SendAsync(HubWords.Upgrade(port), patience.Token);
        var length = 0;
        while (!_buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            length += await ReceiveAsync(_buffer.AsMemory(length), patience.Token);
        }

        if (!_buffer.AsSpan(0, length).StartsWith("HTTP/1.1 101"u8))
        {
            throw new IOException("The upgrade was refused.");
        }

        await SendAsync(HubWords.Handshake, patience.Token);
        await SendAsync(watch, patience.Token);
        while (!_isWatching)
        {
            Feed(await ReceiveAsync(_buffer, patience.Token));
        }
    }

    /// <summary>Reads until the connection ends.</summary>
    public async Task ReadAsync()
    {
        try
        {
            while (!_frames.IsClosed && await _socket.ReceiveAsync(_buffer) is > 0 and var length)
            {
                Feed(length);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut, by either side.
        }
    }

    /// <summary>Reads a little every second.</summary>
    public async Task ReadSlowlyAsync(int bytesPerSecond)
    {
        try
        {
            while (await _socket.ReceiveAsync(_buffer.AsMemory(0, Math.Min(bytesPerSecond / 4, _buffer.Length))) > 0)
            {
                await Task.Delay(250);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut, by either side.
        }
    }

    /// <summary>Keeps the server's own time-out away, also from those who do not read.</summary>
    public void Ping()
    {
        try
        {
            _socket.Blocking = false;
            _socket.Send(HubWords.Ping);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Gone.
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Feed(int length) => _frames.Feed(_buffer.AsSpan(0, length), message =>
    {
        if (!_isWatching && message.StartsWith(HubWords.Completion))
        {
            _isWatching = message.IndexOf("\"error\":"u8) < 0 ? true : throw new IOException("The watch was refused.");
        }

        sink.Take(this, message);
    });

    private async Task SendAsync(byte[] bytes, CancellationToken ct)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await _socket.SendAsync(bytes.AsMemory(sent), ct);
        }
    }

    private async Task<int> ReceiveAsync(Memory<byte> into, CancellationToken ct) =>
        await _socket.ReceiveAsync(into, ct) is > 0 and var length ? length : throw new IOException("The server closed the connection.");
}
