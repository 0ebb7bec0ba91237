using System.Buffers.Binary;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>Takes bytes of a WebSocket as they come and gives whole messages of SignalR's JSON protocol, which end in 0x1E whatever frames carry them.</summary>
internal sealed class HubFrames
{
    private const byte RecordEnd = 0x1e;
    private const int Close = 8;

    private readonly byte[] _head = new byte[10];
    private int _headLength;
    private long _payloadLeft;
    private bool _isData;
    private byte[] _kept = [];
    private int _keptLength;

    public delegate void Take(ReadOnlySpan<byte> message);

    public bool IsClosed { get; private set; }

    public void Feed(ReadOnlySpan<byte> received, Take take)
    {
        while (received.Length > 0 && !IsClosed)
        {
            if (_payloadLeft == 0)
            {
                received = ReadHead(received);
                continue;
            }

            var payload = received[..(int)Math.Min(received.Length, _payloadLeft)];
            received = received[payload.Length..];
            _payloadLeft -= payload.Length;
            if (_isData)
            {
                Split(payload, take);
            }
        }
    }

    /// <summary>A frame from client to server. The mask is zero, which is as valid as any and costs nothing.</summary>
    public static byte[] Text(ReadOnlySpan<byte> payload)
    {
        var head = payload.Length < 126 ? 6 : 8;
        var frame = new byte[head + payload.Length];
        frame[0] = 0x81;
        frame[1] = (byte)(0x80 | (head == 6 ? payload.Length : 126));
        if (head == 8)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        }

        payload.CopyTo(frame.AsSpan(head));
        return frame;
    }

    private ReadOnlySpan<byte> ReadHead(ReadOnlySpan<byte> received)
    {
        _head[_headLength++] = received[0];
        var kind = _headLength > 1 ? _head[1] & 0x7f : 0;
        var needed = kind switch { 126 => 4, 127 => 10, _ => 2 };
        if (_headLength == needed)
        {
            _headLength = 0;
            _payloadLeft = kind switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(2)),
                127 => BinaryPrimitives.ReadInt64BigEndian(_head.AsSpan(2)),
                _ => kind,
            };
            var code = _head[0] & 0x0f;
            _isData = code < Close;
            IsClosed = code == Close;
        }

        return received[1..];
    }

    private void Split(ReadOnlySpan<byte> payload, Take take)
    {
        int end;
        while ((end = payload.IndexOf(RecordEnd)) >= 0)
        {
            if (_keptLength == 0)
            {
                take(payload[..end]);
            }
            else
            {
                Keep(payload[..end]);
                take(_kept.AsSpan(0, _keptLength));
                _keptLength = 0;
            }

            payload = payload[(end + 1)..];
        }

        Keep(payload);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_kept.Length < _keptLength + bytes.Length)
        {
            Array.Resize(ref _kept, Math.Max(2 * _kept.Length, _keptLength + bytes.Length));
        }

        bytes.CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += bytes.Length;
    }
}
