using System.Security.Cryptography;
using ProgressHub.Jobs;
using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage;

/// <summary>Says what becomes of a report. Asked before it is worked out, and again, by every store, in the transaction that takes it.</summary>
internal static class ReportJudge
{
    public static ReportOutcome Judge(ExternalJob job, ReadOnlySpan<byte> token, long? seq, ReadOnlySpan<byte> digest)
    {
        if (!IsSame(job.Token.Span, token))
        {
            return IsStale(job, token) ? ReportOutcome.Stale : ReportOutcome.Unknown;
        }

        if (!digest.IsEmpty && IsSame(job.LastReport.Span, digest))
        {
            return ReportOutcome.Repeated;
        }

        // Of a job that waits for its children alone the reporter has said all it had to say.
        return job.Snapshot.State.IsFinal() || job.Snapshot.IsWaiting() ? ReportOutcome.Final
            : seq <= job.Seq ? ReportOutcome.OutOfOrder
            : ReportOutcome.Taken;
    }

    /// <summary>The same, and whether it was worked out from what is stored.</summary>
    public static ReportOutcome Judge(ExternalJob job, ReportWrite write) =>
        Judge(job, write.Token.Span, write.Seq, write.Digest.Span) is not ReportOutcome.Taken and var refused ? refused
        : job.Snapshot.Version == write.BasedOn ? ReportOutcome.Taken
        : ReportOutcome.Moved;

    private static bool IsStale(ExternalJob job, ReadOnlySpan<byte> token)
    {
        for (var at = 0; at < job.StaleTokens.Length; at += ExternalJob.HashBytes)
        {
            if (IsSame(job.StaleTokens.Span.Slice(at, ExternalJob.HashBytes), token))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(ReadOnlySpan<byte> known, ReadOnlySpan<byte> given) => !known.IsEmpty && CryptographicOperations.FixedTimeEquals(known, given);
}
