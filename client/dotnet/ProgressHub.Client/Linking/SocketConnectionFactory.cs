using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace ProgressHub.Client.Linking;

/// <summary>The socket below SignalR's client: a bare WebSocket without negotiation, since the hub has no other transport. The one place to change for the full client package.</summary>
/// <param name="invoker">Opens it.</param>
/// <param name="token">Gives the bearer token.</param>
/// <param name="writePatience">How long the line may take nothing before it counts as dead.</param>
internal sealed class SocketConnectionFactory(HttpMessageInvoker invoker, Func<CancellationToken, ValueTask<string?>> token, TimeSpan writePatience) : IConnectionFactory
{
    private ClientWebSocket? _socket;

    /// <summary>Ends the socket at once, and with it whatever waits for it.</summary>
    public void Abort() => Volatile.Read(ref _socket)?.Abort();

    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        Volatile.Write(ref _socket, socket);
        try
        {
            if (await token(cancellationToken).ConfigureAwait(false) is { } bearer)
            {
                socket.Options.SetRequestHeader("Authorization", $"Bearer {bearer}");
            }

            await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, invoker, cancellationToken).ConfigureAwait(false);
            return new SocketConnection(socket, endpoint, writePatience);
        }
        catch (WebSocketException e) when (socket.HttpStatusCode is >= HttpStatusCode.OK)
        {
            var number = (int)socket.HttpStatusCode;
            socket.Dispose();
            throw new UpgradeRefusedException(number, e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class SocketConnection : DefaultConnectionContext
    {
        private readonly ClientWebSocket _socket;

        public SocketConnection(ClientWebSocket socket, EndPoint endpoint, TimeSpan writePatience) : base(Guid.NewGuid().ToString("N"))
        {
            (_socket, RemoteEndPoint) = (socket, endpoint);
            var stream = new SocketStream(socket, writePatience);
            Transport = new Duplex(PipeReader.Create(stream), PipeWriter.Create(stream));
        }

        public override void Abort(ConnectionAbortedException abortReason) => _socket.Abort();

        public override ValueTask DisposeAsync()
        {
            // No closing handshake: the other side may be gone, and disposal would wait for it.
            _socket.Abort();
            _socket.Dispose();
            return base.DisposeAsync();
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
