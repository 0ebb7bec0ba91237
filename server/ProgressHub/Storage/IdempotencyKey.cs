namespace ProgressHub.Storage;

/// <summary>By what a store knows a call that is repeated.</summary>
/// <param name="Key">A hash of the caller's key, and of the caller where keys are its own.</param>
/// <param name="Body">A hash of what is asked.</param>
/// <param name="Window">How long the store remembers it from now.</param>
public sealed record IdempotencyKey(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Body, TimeSpan Window);
