namespace ProgressHub.Reporting;

/// <summary>Works out rate and time left of one attempt from what it reports.</summary>
internal sealed class ProgressMeter
{
    private readonly StandstillMeter _amount = new();
    private readonly StandstillMeter _share = new();

    /// <summary>Takes a report; answers units per second and seconds left, each null while unknown.</summary>
    public (double? Rate, double? Eta) Update(DateTimeOffset now, ReportedNumbers numbers, double? fraction, ReportedStages? stages)
    {
        var rate = numbers.Done is { } done ? _amount.Update(now, done) : null;
        if (numbers is { Done: not null, Total: not null })
        {
            // The job's own count is exact, where weights are a guess.
            return (rate, Eta(numbers.Total.Value - numbers.Done.Value, rate));
        }

        var share = fraction is null ? null : _share.Update(now, fraction.Value);
        // Of stages that were not declared nobody knows how many will follow.
        var isWholeKnown = fraction is not null && stages is not { AreDeclared: false };
        return (rate, isWholeKnown ? Eta(1 - fraction!.Value, share) : null);
    }

    private static double? Eta(double left, double? rate) => rate > 0 ? Math.Round(left / rate.Value, 1) : null;
}
