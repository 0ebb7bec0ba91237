namespace ProgressHub.Storage.Memory;

/// <summary>All recurring jobs, by name. Not safe for threads by itself.</summary>
internal sealed class RecurrenceTable
{
    private readonly SortedDictionary<string, StoredRecurrence> _byName = new(StringComparer.Ordinal);

    public IReadOnlyList<StoredRecurrence> List() => [.. _byName.Values];

    public StoredRecurrence? Find(string name) => _byName.GetValueOrDefault(name);

    /// <param name="next">What is put.</param>
    /// <param name="expected">The stamp its writer has read; null for a new one.</param>
    /// <param name="together">Done if it is put, and only then.</param>
    public RecurrenceOutcome Put(Recurrence next, Guid? expected, Action? together = null)
    {
        if (Find(next.Name)?.Stamp != expected)
        {
            return RecurrenceOutcome.Stale;
        }

        if (expected is null && _byName.Count >= RecurrenceLimits.Most)
        {
            return RecurrenceOutcome.Full;
        }

        _byName[next.Name] = new StoredRecurrence(next, Guid.NewGuid());
        together?.Invoke();
        return RecurrenceOutcome.Stored;
    }

    public RecurrenceOutcome Remove(string name, Guid expected)
    {
        if (Find(name)?.Stamp != expected)
        {
            return RecurrenceOutcome.Stale;
        }

        _byName.Remove(name);
        return RecurrenceOutcome.Stored;
    }
}
