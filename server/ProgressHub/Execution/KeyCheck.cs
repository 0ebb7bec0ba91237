namespace ProgressHub.Execution;

/// <summary>Checks the keys that a job is enqueued with.</summary>
internal static class KeyCheck
{
    /// <exception cref="JobRefusedException">A key does not follow its rule.</exception>
    public static void Check(EnqueueOptions enqueue)
    {
        if (enqueue.ConcurrencyKey is { } key && !GroupName.TryParse(key, out _))
        {
            throw new JobRefusedException("invalid-request", $"'{key}' is no concurrency key; use {GroupName.Pattern}.", "concurrencyKey");
        }

        if (enqueue.IdempotencyKey is { } idempotency && !Idempotency.IsValid(idempotency))
        {
            throw new JobRefusedException("invalid-request", $"'{idempotency}' is no idempotency key; use {Idempotency.Rule}.", "idempotencyKey");
        }
    }
}
