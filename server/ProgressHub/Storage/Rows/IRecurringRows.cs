namespace ProgressHub.Storage.Rows;

/// <summary>The rows of recurring jobs.</summary>
internal interface IRecurringRows
{
    Guid? Stamp(string name);

    /// <summary>Whether there are as many as there may be.</summary>
    bool IsFull();

    /// <summary>Stores one, with a new stamp.</summary>
    void Save(string name, byte[] definition);

    void Remove(string name);
}
