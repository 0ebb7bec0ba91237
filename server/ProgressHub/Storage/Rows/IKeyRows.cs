namespace ProgressHub.Storage.Rows;

/// <summary>What was stored under which idempotency key.</summary>
internal interface IKeyRows
{
    /// <summary>The hash of what was asked under a key, and the jobs that it brought; null where the key is new or its window is over.</summary>
    (byte[] Body, JobId[] Jobs)? Find(ReadOnlySpan<byte> key, DateTimeOffset now);

    void Save(IdempotencyKey key, byte[] jobs, DateTimeOffset endsAt);

    /// <summary>Forgets keys whose window is over; answers how many.</summary>
    int Forget(DateTimeOffset now, int max);
}
