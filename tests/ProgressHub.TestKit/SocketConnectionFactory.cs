using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub.TestKit;

/// <summary>Lets SignalR's client speak over a bare WebSocket, without negotiation: what any client of the hub can do.</summary>
public sealed class SocketConnectionFactory : IConnectionFactory
{
    /// <summary>A SignalR connection to a hub that is not started yet.</summary>
    public static HubConnection ToHub(Uri hub)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(new SocketConnectionFactory());
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(new UriBuilder(hub) { Scheme = "ws" }.Uri));
        return builder.Build();
    }

    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new SocketConnection(socket, endpoint);
    }

    private sealed class SocketConnection : DefaultConnectionContext
    {
        private readonly ClientWebSocket _socket;
        private readonly WebSocketStream _stream;

        public SocketConnection(ClientWebSocket socket, EndPoint endpoint)
            : base(Guid.NewGuid().ToString("N"))
        {
            (_socket, RemoteEndPoint) = (socket, endpoint);
            _stream = WebSocketStream.Create(socket, WebSocketMessageType.Text, ownsWebSocket: true);
            Transport = new Duplex(PipeReader.Create(_stream), PipeWriter.Create(_stream));
        }

        public override void Abort(ConnectionAbortedException abortReason) => _socket.Abort();

        public override ValueTask DisposeAsync()
        {
            // No closing handshake: the other side may be gone, and a test would wait for it.
            _socket.Abort();
            _socket.Dispose();
            return base.DisposeAsync();
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
