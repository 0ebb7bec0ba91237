using System.Text.Json;
using ProgressHub.Client;

namespace ProgressHub;

/// <summary>What may be said about a job that runs in this program. Reuse one with <c>with</c>.</summary>
public sealed record TrackOptions
{
    /// <summary>Up to 16 groups.</summary>
    public IReadOnlyList<GroupName> Groups { get; init; } = [];

    /// <summary>What it works on, to be read with the job; up to 64 KiB of JSON, nothing by default.</summary>
    public JsonElement? Args { get; init; }

    /// <summary>-1,000 to 1,000, 0 by default. It changes nothing but what is shown.</summary>
    public int? Priority { get; init; }

    /// <summary>The job it is a child of; none by default.</summary>
    public JobId? Parent { get; init; }

    /// <summary>How long the server waits for a sign of life before the job counts as lost; 5 s to 1 h, the server's setting by default, which is 30 s.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>What becomes of the job when this program is not heard for longer; <see cref="WhenLost.Fail"/> by default.</summary>
    public WhenLost OnLost { get; init; }

    /// <summary>The least time between two reports, of which the newest counts; 250 ms by default, 20 ms to 1 min. The end does not wait for it.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The same, checked.</summary>
    /// <exception cref="ArgumentException">One is out of its range; the message names it.</exception>
    internal TrackOptions Checked()
    {
        Ranges.Check(nameof(ReportInterval), ReportInterval, TimeSpan.FromMilliseconds(20), TimeSpan.FromMinutes(1));
        if (Lease is { } lease)
        {
            Ranges.Check(nameof(Lease), lease, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));
        }

        return this;
    }
}
