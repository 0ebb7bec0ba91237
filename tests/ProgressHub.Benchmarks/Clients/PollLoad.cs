using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ProgressHub.Benchmarks.Measuring;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>The same request again and again on kept-alive connections, one at a time on each.</summary>
internal static class PollLoad
{
    public static async Task<PollAnswer> RunAsync(PollPlan plan)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET {plan.Path} HTTP/1.1\r\nHost: 127.0.0.1:{plan.Port}\r\n{(plan.IfNoneMatch is null ? "" : $"If-None-Match: {plan.IfNoneMatch}\r\n")}\r\n");
        var expected = Encoding.ASCII.GetBytes(plan.IfNoneMatch is null ? "HTTP/1.1 200" : "HTTP/1.1 304");
        var times = new Histogram();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, plan.Connections).Select(_ => Task.Run(async () =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, plan.Port);
            var buffer = new byte[16 * 1024];
            while (clock.Elapsed.TotalSeconds < plan.Seconds)
            {
                var began = Stopwatch.GetTimestamp();
                await socket.SendAsync(request);
                await ReceiveAsync(socket, buffer, expected);
                times.Add(Stopwatch.GetElapsedTime(began));
            }
        })));
        return new(times.Count / clock.Elapsed.TotalSeconds, times.Percentile(0.5), times.Percentile(0.99));
    }

    private static async Task ReceiveAsync(Socket socket, byte[] buffer, byte[] expected)
    {
        for (var length = 0; ;)
        {
            length += await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and var more ? more : throw new IOException("The server closed the connection.");
            if (IsWhole(buffer.AsSpan(0, length)))
            {
                if (!buffer.AsSpan(0, length).StartsWith(expected))
                {
                    throw new IOException($"Not what was asked for: {Encoding.ASCII.GetString(buffer, 0, Math.Min(length, 200))}");
                }

                return;
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var at = answer[..head].IndexOf("Content-Length: "u8);
        var body = at >= 0 && Utf8Parser.TryParse(answer[(at + 16)..], out int length, out _) ? length : 0;
        return answer.Length >= head + 4 + body;
    }
}

/// <summary>A load of polls.</summary>
internal sealed record PollPlan(int Port, string Path, string? IfNoneMatch, int Connections, double Seconds);

/// <param name="PerSecond">Requests answered.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
internal sealed record PollAnswer(double PerSecond, double P50, double P99);
