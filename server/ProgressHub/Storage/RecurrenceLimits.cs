namespace ProgressHub.Storage;

/// <summary>What every store bounds.</summary>
internal static class RecurrenceLimits
{
    /// <summary>How many recurring jobs there may be: each process reads all of them again and again.</summary>
    public const int Most = 1_000;
}
