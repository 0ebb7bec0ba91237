namespace ProgressHub.TestKit;

/// <summary>Looks into one connection of a <see cref="TcpProxy"/> and says what of it passes.</summary>
public interface IProxyFilter
{
    /// <summary>What the server shall get of what the client has sent.</summary>
    ReadOnlyMemory<byte> FromClient(ReadOnlyMemory<byte> sent);

    /// <summary>What the client shall get of what the server has sent.</summary>
    ReadOnlyMemory<byte> FromServer(ReadOnlyMemory<byte> sent);
}
