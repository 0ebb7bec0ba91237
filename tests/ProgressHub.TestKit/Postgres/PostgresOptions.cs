namespace ProgressHub.TestKit;

/// <summary>How a PostgreSQL of one's own is started.</summary>
public sealed record PostgresOptions
{
    /// <summary>Whether a commit waits for the disk, as it does in production; <c>true</c> by default.</summary>
    public bool Sync { get; init; } = true;

    /// <summary>How many connections it takes; 300 by default.</summary>
    public int Connections { get; init; } = 300;

    /// <summary>Further settings, each as <c>name=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
