namespace ProgressHub.Storage;

/// <summary>What an external job was submitted with: it runs elsewhere, and whoever runs it reports over HTTP.</summary>
/// <param name="Lease">How long it may be silent, 5 s to 1 hour; each report renews it.</param>
/// <param name="OnLost">What becomes of it when it was silent for longer.</param>
public sealed record ExternalTerms(TimeSpan Lease, LostPolicy OnLost)
{
    internal static readonly TimeSpan LeastLease = TimeSpan.FromSeconds(5);
    internal static readonly TimeSpan MostLease = TimeSpan.FromHours(1);
}
