namespace ProgressHub.Storage;

/// <summary>An external job with what a store keeps beside it to judge the next report.</summary>
/// <param name="Snapshot">The job as it is stored.</param>
/// <param name="Terms">What it was submitted with.</param>
public sealed record ExternalJob(JobSnapshot Snapshot, ExternalTerms Terms)
{
    /// <summary>How many hashes of older tokens are kept; whoever comes with an even older one is not known any more.</summary>
    internal const int MostStale = 16;

    internal const int HashBytes = 32;

    /// <summary>The SHA-256 of the report token that counts; empty where none was given out since the last retry.</summary>
    public ReadOnlyMemory<byte> Token { get; init; }

    /// <summary>The hashes of tokens that no longer count, the newest first, 32 bytes each.</summary>
    public ReadOnlyMemory<byte> StaleTokens { get; init; }

    /// <summary>The number of the last report; 0 before the first.</summary>
    public long Seq { get; init; }

    /// <summary>The SHA-256 of the last report, by which a repeated one is known; empty where there is none in this attempt.</summary>
    public ReadOnlyMemory<byte> LastReport { get; init; }

    /// <summary>With another token in the place of the one that counted.</summary>
    internal ExternalJob WithToken(ReadOnlyMemory<byte> next) => this with
    {
        Token = next,
        StaleTokens = Token.IsEmpty ? StaleTokens : Cut([.. Token.Span, .. StaleTokens.Span]),
    };

    /// <summary>As it is once an explicit retry has queued it again: whoever reported on it before shall stop.</summary>
    internal ExternalJob Retried() => WithToken(default) with { Seq = 0, LastReport = default };

    /// <summary>As it is after a report that was taken.</summary>
    internal ExternalJob Following(ReportWrite write, bool begins) => this with
    {
        Seq = write.Seq ?? Seq,
        // A sign of life is repeated all the time and must not make the last word unknown.
        LastReport = write.Digest.IsEmpty && !begins ? LastReport : write.Digest,
    };

    private static ReadOnlyMemory<byte> Cut(byte[] hashes) => hashes.AsMemory(0, Math.Min(hashes.Length, MostStale * HashBytes));
}
