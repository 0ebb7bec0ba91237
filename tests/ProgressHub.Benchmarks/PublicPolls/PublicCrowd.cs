using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ProgressHub.Benchmarks.PublicPolls;

/// <summary>Very many pollers of one public job: each asks for what is newer than it has, until the job is final.</summary>
internal static class PublicCrowd
{
    public static async Task<PublicAnswer> RunAsync(PublicPlan plan)
    {
        var (finals, requests) = (0, 0L);
        await Task.WhenAll(Enumerable.Range(0, plan.Pollers).Select(_ => Task.Run(async () =>
        {
            var count = await FollowAsync(plan);
            Interlocked.Increment(ref finals);
            Interlocked.Add(ref requests, count);
        })));
        return new(finals, requests);
    }

    /// <summary>Answers how often it asked.</summary>
    private static async Task<long> FollowAsync(PublicPlan plan)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, plan.Port);
        var buffer = new byte[8 * 1024];
        for (var (asked, known) = (1L, 0L); ; asked++)
        {
            var path = $"{HubAddresses.Api}/jobs/{plan.Job}?after={known}&wait={plan.WaitSeconds}";
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{plan.Port}\r\nAccept: application/json\r\n\r\n"));
            if (await ReceiveAsync(socket, buffer) is { } job)
            {
                if (job.Version <= known)
                {
                    throw new IOException($"Version {job.Version} came after {known}.");
                }

                known = job.Version;
                if (job.IsFinal())
                {
                    return asked;
                }
            }
        }
    }

    /// <summary>The snapshot; null where there was nothing newer.</summary>
    private static async Task<JobSnapshot?> ReceiveAsync(Socket socket, byte[] buffer)
    {
        for (var length = 0; ;)
        {
            length += await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and var more ? more : throw new IOException("The server closed the connection.");
            var answer = buffer.AsMemory(0, length);
            var head = answer.Span.IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                continue;
            }

            if (answer.Span.StartsWith("HTTP/1.1 204"u8))
            {
                return null;
            }

            if (!answer.Span.StartsWith("HTTP/1.1 200"u8))
            {
                throw new IOException(Encoding.ASCII.GetString(answer.Span[..head]));
            }

            var at = answer.Span[..head].IndexOf("Content-Length: "u8);
            if (at >= 0 && Utf8Parser.TryParse(answer.Span[(at + 16)..], out int body, out _) && length >= head + 4 + body)
            {
                return JsonSerializer.Deserialize(answer.Span.Slice(head + 4, body), ProtocolJson.TypeOf<JobSnapshot>());
            }
        }
    }
}

/// <summary>Pollers of one job through one port.</summary>
internal sealed record PublicPlan(int Port, string Job, int Pollers, int WaitSeconds);

/// <param name="Finals">Pollers that have seen the final snapshot.</param>
/// <param name="Requests">Polls of all of them.</param>
internal sealed record PublicAnswer(int Finals, long Requests);
