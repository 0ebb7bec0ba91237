namespace ProgressHub.Reporting;

/// <summary>What a job has reported at one moment; <see cref="JobReporter.Unknown"/> and NaN stand for nothing.</summary>
/// <param name="Done">As it was said.</param>
/// <param name="Total">As it was said.</param>
/// <param name="Fraction">As it is to be shown: 0 to 1, from the stages if there are any, and never less than before.</param>
/// <param name="Unit">As it was said.</param>
/// <param name="Message">As it was said.</param>
internal readonly record struct ReportedValues(long Done, long Total, double Fraction, string? Unit, string? Message)
{
    /// <summary>The stages; null if there are none.</summary>
    public ReportedStages? Stages { get; init; }

    /// <summary>Mends the values into what may be shown, with the rate that belongs to them.</summary>
    public JobProgress ToProgress(ProgressMeter meter, DateTimeOffset now)
    {
        var numbers = ReportedNumbers.Mend(Done, Total, double.NaN);
        double? fraction = double.IsNaN(Fraction) ? null : Fraction;
        var (rate, eta) = meter.Update(now, numbers, fraction, Stages);
        return new JobProgress
        {
            Done = numbers.Done,
            Total = numbers.Total,
            Fraction = fraction is null ? null : Math.Round(fraction.Value, 6),
            Unit = ReportedText.Mend(Unit, ReportedText.MaxNameBytes),
            Message = ReportedText.Mend(Message, ReportedText.MaxMessageBytes),
            Stage = Stages?.Running,
            Stages = Stages?.All,
            RatePerSecond = rate,
            EtaSeconds = eta,
        };
    }
}
