using System.Buffers.Binary;

namespace ProgressHub.TestKit;

/// <summary>A connection to PostgreSQL on which notifications fare badly: most are lost, some come twice, some after those that were sent later. All else passes as it is.</summary>
/// <remarks>Messages of the server are a letter, a length of four bytes and the rest; PostgreSQL's manual, "Frontend/Backend Protocol". The connection must not be encrypted.</remarks>
public sealed class BadHints(Random random, double loss = 0.9, double repetition = 0.5) : IProxyFilter
{
    private const byte Notification = (byte)'A';
    private const int HeadLength = 5;

    private readonly Lock _gate = new();
    private readonly MemoryStream _rest = new();
    private readonly List<byte[]> _late = [];

    /// <summary>When set, whoever has asked for notifications hears nothing at all any more, and is not told that its line is dead.</summary>
    public bool SwallowsListeners { get; init; }

    private bool Listens { get; set; }

    public ReadOnlyMemory<byte> FromClient(ReadOnlyMemory<byte> sent)
    {
        lock (_gate)
        {
            Listens |= sent.Span.IndexOf("LISTEN "u8) >= 0;
            return sent;
        }
    }

    public ReadOnlyMemory<byte> FromServer(ReadOnlyMemory<byte> sent)
    {
        lock (_gate)
        {
            if (!Listens)
            {
                return sent;
            }

            return SwallowsListeners ? ReadOnlyMemory<byte>.Empty : Pass(sent.Span);
        }
    }

    private byte[] Pass(ReadOnlySpan<byte> sent)
    {
        _rest.Write(sent);
        var waiting = _rest.ToArray().AsSpan();
        using var passed = new MemoryStream();
        while (waiting.Length >= HeadLength && BinaryPrimitives.ReadInt32BigEndian(waiting[1..]) + 1 is var length && waiting.Length >= length)
        {
            Pass(waiting[..length], passed);
            waiting = waiting[length..];
        }

        _rest.SetLength(0);
        _rest.Write(waiting);
        return passed.ToArray();
    }

    private void Pass(ReadOnlySpan<byte> message, MemoryStream passed)
    {
        if (message[0] != Notification)
        {
            passed.Write(message);
            return;
        }

        if (random.NextDouble() < loss)
        {
            return;
        }

        _late.Add(message.ToArray());
        if (_late.Count < 2 && random.NextDouble() < 0.5)
        {
            return;
        }

        // Those that waited come after the newest one.
        for (var n = _late.Count - 1; n >= 0; n--)
        {
            passed.Write(_late[n]);
            if (random.NextDouble() < repetition)
            {
                passed.Write(_late[n]);
            }
        }

        _late.Clear();
    }
}
