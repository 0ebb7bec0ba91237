namespace ProgressHub;

/// <summary>A line for a job's log.</summary>
public sealed record ReportedLine
{
    /// <summary>The level by .NET's names (<c>Trace</c>, <c>Debug</c>, <c>Information</c>, <c>Warning</c>, <c>Error</c>, <c>Critical</c>) or the usual short ones, in any case; <c>Information</c> where it is absent or unknown.</summary>
    public string? Level { get; init; }

    /// <summary>What it says; cut at 4 KiB.</summary>
    public string? Text { get; init; }

    /// <summary>When it was logged; the moment of arrival where it is absent or later than that.</summary>
    public DateTimeOffset? At { get; init; }
}
