using System.Buffers.Text;
using System.Text;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>What a watcher says and looks for, as bytes. Searching is cheaper than parsing, and a load that costs more than what it loads measures itself.</summary>
internal static class HubWords
{
    public static readonly byte[] Handshake = HubFrames.Text("{\"protocol\":\"json\",\"version\":1}\u001e"u8);

    public static readonly byte[] Ping = HubFrames.Text("{\"type\":6}\u001e"u8);

    public static ReadOnlySpan<byte> JobsChanged => "{\"type\":1,\"target\":\"JobsChanged\""u8;

    public static ReadOnlySpan<byte> GroupsChanged => "{\"type\":1,\"target\":\"GroupsChanged\""u8;

    public static ReadOnlySpan<byte> Resync => "{\"type\":1,\"target\":\"Resync\""u8;

    public static ReadOnlySpan<byte> GoingAway => "{\"type\":1,\"target\":\"GoingAway\""u8;

    public static ReadOnlySpan<byte> Completion => "{\"type\":3"u8;

    public static byte[] Upgrade(int port) => Encoding.ASCII.GetBytes(
        $"GET {HubAddresses.Hub} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");

    public static byte[] Watch(string group, string mode) => HubFrames.Text(Encoding.UTF8.GetBytes(
        $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Watch\",\"arguments\":[{{\"groups\":[{{\"name\":\"{group}\",\"mode\":\"{mode}\"}}]}}]}}\u001e"));

    /// <summary>The number after a key, moving past it; null when there is none.</summary>
    public static long? NextNumber(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> key)
    {
        var at = rest.IndexOf(key);
        if (at < 0)
        {
            return null;
        }

        rest = rest[(at + key.Length)..];
        return Utf8Parser.TryParse(rest, out long number, out _) ? number : null;
    }
}
