using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ProgressHub.Storage;

namespace ProgressHub.Execution;

/// <summary>Turns a caller's key and what is asked into the hashes that a store keeps: of fixed size, and telling nobody what they were made of.</summary>
internal static class Idempotency
{
    public const string Rule = "1 to 128 visible ASCII characters";

    public static bool IsValid(string key) => key.Length is >= 1 and <= 128 && key.All(letter => letter is > ' ' and <= '~');

    /// <summary>What a store needs to know a submit again; null without a key.</summary>
    public static IdempotencyKey? Of(string kind, ReadOnlyMemory<byte> args, EnqueueOptions asked, TimeSpan window) =>
        asked.IdempotencyKey is { } key ? new(KeyHash(asked.Caller, key), BodyHash(kind, args, asked), window) : null;

    /// <summary>What a store needs to know a batch again: its refs stand for ids that are new each time, so the request itself is compared.</summary>
    public static IdempotencyKey OfBatch(string? caller, string key, BatchRequest asked, TimeSpan window) =>
        new(KeyHash(caller, key), SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(asked, ProtocolJson.TypeOf<BatchRequest>())), window);

    /// <summary>Each caller with a name has keys of its own; those without a name share theirs.</summary>
    public static byte[] KeyHash(string? caller, string key)
    {
        // No key has a line break, so that none of the shared ones looks like somebody's own.
        var text = caller is null ? key : $"{key}\n{caller}";
        return SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Arguments and options in the one form they have once they were read, whatever the spaces and the order of members they came with.</summary>
    private static byte[] BodyHash(string kind, ReadOnlyMemory<byte> args, EnqueueOptions asked)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(kind));
        // JSON has no zero byte outside of an escape, and no kind has one.
        hash.AppendData([0]);
        hash.AppendData(args.Span);
        hash.AppendData([0]);
        // All of them, so that an option of the future counts by itself.
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(asked with { IdempotencyKey = null }, JobJson.Stored));
        return hash.GetHashAndReset();
    }
}
