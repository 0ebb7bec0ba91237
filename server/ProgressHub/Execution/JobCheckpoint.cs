using System.Text.Json;

namespace ProgressHub.Execution;

/// <summary>Where an attempt has come to, for the next one. The newest place wins; what has not reached the store yet travels with the next flush or with the attempt's end.</summary>
internal sealed class JobCheckpoint(ReadOnlyMemory<byte>? stored, int maxBytes)
{
    private readonly Lock _gate = new();
    private ReadOnlyMemory<byte>? _newest = stored;
    private int _saves;
    private int _storedSaves;

    /// <summary>What a store takes for "forget it".</summary>
    public static ReadOnlyMemory<byte> Nothing => ReadOnlyMemory<byte>.Empty;

    public bool Exists => _newest is not null;

    /// <summary>What was saved last, here or before; null if nothing was.</summary>
    public ReadOnlyMemory<byte>? Newest
    {
        get
        {
            lock (_gate)
            {
                return _newest;
            }
        }
    }

    /// <summary>What the store does not have yet, and its number; null if it has all.</summary>
    public (ReadOnlyMemory<byte> Json, int Number)? Unsaved
    {
        get
        {
            lock (_gate)
            {
                return _saves > _storedSaves ? (_newest!.Value, _saves) : null;
            }
        }
    }

    public void Save<T>(T value)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, JobJson.Stored);
        if (json.Length > maxBytes)
        {
            throw new ArgumentException($"The checkpoint has {json.Length} bytes; at most {maxBytes} are kept. Save a place, not the work.", nameof(value));
        }

        lock (_gate)
        {
            _newest = json;
            _saves++;
        }
    }

    public bool TryRead<T>(out T? value)
    {
        var json = Newest;
        value = json is { } bytes ? JsonSerializer.Deserialize<T>(bytes.Span, JobJson.Stored) : default;
        return json is not null;
    }

    /// <summary>The store has it.</summary>
    public void Stored(int number)
    {
        lock (_gate)
        {
            _storedSaves = Math.Max(_storedSaves, number);
        }
    }
}
