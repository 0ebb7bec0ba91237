using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ProgressHub.TestKit;

/// <summary>A bad network between a client and a server on this machine: cuts, swallows, refuses, slows. What it does by chance comes from its seed.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private static readonly byte[] Refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Link, bool> _links = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly IPEndPoint _target;
    private readonly Random _random;
    private readonly Task _accepting;
    private int _connections;
    private int _cuts;
    private long _bytes;

    public TcpProxy(Uri target, int seed = 0)
    {
        _target = new(IPAddress.Loopback, target.Port);
        _random = new(seed);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>When set, each connection is cut without a word after a random time up to this.</summary>
    public TimeSpan? CutWithin { get; set; }

    /// <summary>When set, this many bytes a second pass to the client on each connection.</summary>
    public int? BytesPerSecond { get; set; }

    /// <summary>Connections are taken and everything on them vanishes.</summary>
    public bool SwallowsAll { get; set; }

    /// <summary>Connections are closed as they come.</summary>
    public bool RefusesAll { get; set; }

    /// <summary>WebSockets are refused as they are asked for, as some proxies do; those that are open stay.</summary>
    public bool RefusesUpgrades { get; set; }

    /// <summary>Makes what looks into each connection; none by default.</summary>
    public Func<IProxyFilter>? Filter { get; init; }

    public int Connections => Volatile.Read(ref _connections);

    public int Cuts => Volatile.Read(ref _cuts);

    public long Bytes => Interlocked.Read(ref _bytes);

    public void CutAll()
    {
        foreach (var (link, _) in _links)
        {
            link.Cut();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        CutAll();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                var life = CutWithin is { } most ? _random.NextDouble() * most : (TimeSpan?)null;
                _ = CarryAsync(new Link(client), life);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Closed with the test.
        }
    }

    private async Task CarryAsync(Link link, TimeSpan? life)
    {
        _links[link] = true;
        try
        {
            if (RefusesAll)
            {
                return;
            }

            using var cut = new CancellationTokenSource();
            if (life is { } end)
            {
                cut.CancelAfter(end);
            }

            using var cutting = cut.Token.Register(() =>
            {
                Interlocked.Increment(ref _cuts);
                link.Cut();
            });
            await link.Server.ConnectAsync(_target, _stop.Token);
            var filter = Filter?.Invoke();
            await Task.WhenAny(CopyAsync(link.Client, link.Server, filter, slow: false), CopyAsync(link.Server, link.Client, filter, slow: true));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Either side may go at any moment.
        }
        finally
        {
            link.Cut();
            _links.TryRemove(link, out _);
        }
    }

    private async Task CopyAsync(Socket from, Socket to, IProxyFilter? filter, bool slow)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var room = slow && BytesPerSecond is { } rate ? Math.Clamp(rate / 10, 1, buffer.Length) : buffer.Length;
                var read = await from.ReceiveAsync(buffer.AsMemory(0, room), SocketFlags.None, _stop.Token);
                if (read == 0)
                {
                    return;
                }

                if (SwallowsAll)
                {
                    continue;
                }

                if (!slow && RefusesUpgrades && buffer.AsSpan(0, read).IndexOf("Upgrade: websocket"u8) >= 0)
                {
                    await from.SendAsync(Refusal, SocketFlags.None, _stop.Token);
                    from.Shutdown(SocketShutdown.Send);
                    return;
                }

                Interlocked.Add(ref _bytes, read);
                ReadOnlyMemory<byte> sent = buffer.AsMemory(0, read);
                await to.SendAsync(filter is null ? sent : slow ? filter.FromServer(sent) : filter.FromClient(sent), SocketFlags.None, _stop.Token);
                if (slow && BytesPerSecond is not null)
                {
                    await Task.Delay(100, _stop.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The connection is over.
        }
    }

    private sealed class Link(Socket client)
    {
        public Socket Client => client;

        public Socket Server { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        /// <summary>Ends both sides with a reset, as a cable does not.</summary>
        public void Cut()
        {
            foreach (var socket in (Socket[])[client, Server])
            {
                try
                {
                    socket.LingerState = new(true, 0);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // Gone already.
                }

                socket.Dispose();
            }
        }
    }
}
