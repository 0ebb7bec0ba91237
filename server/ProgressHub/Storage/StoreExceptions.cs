namespace ProgressHub.Storage;

/// <summary>The store cannot take or give data now; nothing of the call was kept.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Says why.</summary>
    public StoreUnavailableException(string message, Exception? inner = null) : base(message, inner) { }

    /// <summary>When it is worth trying again; 1 s by default.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the store turns everybody away, as a server that is not running does; false where others may reach it.</summary>
    public bool IsDown { get; init; }
}

/// <summary>The store cannot be opened at all. The message is one line that tells the cure.</summary>
public sealed class StoreStartException(string message, Exception? inner = null) : Exception(message, inner);
