using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ProgressHub.TestKit;

/// <summary>A client that speaks the hub's frames by hand, and so can misbehave: read slowly, never, or send what no client sends.</summary>
public sealed class RawHub : IAsyncDisposable
{
    private const char EndOfRecord = '\u001e';

    private readonly ClientWebSocket _socket;
    private readonly HttpMessageInvoker _invoker;
    private readonly StringBuilder _text = new();
    private readonly byte[] _buffer = new byte[1024];

    private RawHub(ClientWebSocket socket, HttpMessageInvoker invoker, Socket tcp) => (_socket, _invoker, Tcp) = (socket, invoker, tcp);

    /// <summary>The connection below the WebSocket.</summary>
    public Socket Tcp { get; }

    /// <summary>Connects and shakes hands. A small receive buffer makes a client that does not read felt at once.</summary>
    public static async Task<RawHub> ConnectAsync(Uri address, int? receiveBuffer = null)
    {
        Socket? tcp = null;
        var invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                tcp.ReceiveBufferSize = receiveBuffer ?? tcp.ReceiveBufferSize;
                await tcp.ConnectAsync(context.DnsEndPoint, ct);
                return new NetworkStream(tcp, ownsSocket: true);
            },
        });
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(new Uri(address, "hubs/jobs")) { Scheme = "ws" }.Uri, invoker, CancellationToken.None);
        var hub = new RawHub(socket, invoker, tcp!);
        await hub.SendAsync("""{"protocol":"json","version":1}""");
        return hub;
    }

    public Task SendAsync(string record) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(record + EndOfRecord), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>Calls a method of the hub and does not wait for the answer.</summary>
    public Task CallAsync(string method, object argument, string invocation = "1") =>
        SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = invocation, target = method, arguments = new[] { argument } }));

    /// <summary>Reads up to 1 KiB; false when the connection is over.</summary>
    public async Task<bool> ReadSomeAsync(CancellationToken ct = default)
    {
        try
        {
            var result = await _socket.ReceiveAsync(_buffer, ct);
            _text.Append(Encoding.UTF8.GetString(_buffer, 0, result.Count));
            return result.MessageType is not WebSocketMessageType.Close;
        }
        catch (Exception e) when (e is WebSocketException or IOException or SocketException)
        {
            return false;
        }
    }

    /// <summary>The next record that is not a ping; null when the connection is over.</summary>
    public async Task<JsonElement?> NextAsync(CancellationToken ct = default)
    {
        while (true)
        {
            var text = _text.ToString();
            if (text.IndexOf(EndOfRecord) is >= 0 and var end)
            {
                _text.Remove(0, end + 1);
                var record = JsonElement.Parse(text[..end]);
                if (record.TryGetProperty("type", out var type) && type.GetInt32() != 6)
                {
                    return record;
                }
            }
            else if (!await ReadSomeAsync(ct))
            {
                return null;
            }
        }
    }

    /// <summary>Reads until the server has ended the connection.</summary>
    public async Task UntilClosedAsync(CancellationToken ct = default)
    {
        while (await ReadSomeAsync(ct))
        {
            _text.Clear();
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        _invoker.Dispose();
        return ValueTask.CompletedTask;
    }
}
