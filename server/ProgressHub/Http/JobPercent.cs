using System.Globalization;

namespace ProgressHub.Http;

/// <summary>How far a job is, as text.</summary>
internal static class JobPercent
{
    public const string Unknown = "NaN";

    /// <summary>The bare percentage with at most one decimal, never 100 before the end; <c>NaN</c> while unknown.</summary>
    public static string Of(JobSnapshot job) => job switch
    {
        { State: JobState.Succeeded } => "100",
        { Progress.Fraction: { } fraction } => Math.Min(99.9, Math.Floor(fraction * 1000) / 10).ToString("0.#", CultureInfo.InvariantCulture),
        _ => Unknown,
    };
}
