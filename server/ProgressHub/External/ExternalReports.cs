using Microsoft.Extensions.Options;
using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Reporting;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.External;

/// <summary>Takes what is reported on jobs that run elsewhere: stored first, then shown, then answered.</summary>
/// <remarks>Any process of the store may take the next report. None of them owns the job's versions: each report is worked out from what is stored, and the store takes it only if that has not changed meanwhile.</remarks>
internal sealed class ExternalReports(IJobStore store, LiveJobs live, ReportCells cells, ILogListener logs, HubMetrics metrics, IOptions<ProgressHubOptions> options, TimeProvider time)
{
    public async Task<TakenReport> TakeAsync(JobId id, ReadOnlyMemory<byte> token, IncomingReport report, CancellationToken ct)
    {
        // Whoever has no token for the job finds out before anything is made for it here.
        if (await store.FindExternalAsync(id, ct) is not { } found || Refusal(found, token, report) is ReportOutcome.Unknown)
        {
            return TakenReport.Unknown;
        }

        var cell = cells.Get(id);
        await cell.Gate.WaitAsync(ct);
        try
        {
            while (true)
            {
                if (await TryTakeAsync(id, token, cell, report, ct) is { Outcome: not ReportOutcome.Moved } answer)
                {
                    return answer;
                }
            }
        }
        finally
        {
            cell.Gate.Release();
        }
    }

    private async Task<TakenReport> TryTakeAsync(JobId id, ReadOnlyMemory<byte> token, ReportCell cell, IncomingReport report, CancellationToken ct)
    {
        if (await store.FindExternalAsync(id, ct) is not { } known)
        {
            return TakenReport.Unknown;
        }

        if (Refusal(known, token, report) is { } refusal)
        {
            return new(refusal, known);
        }

        var write = Work(known, cell, report) with { Token = token };
        var stored = await store.WriteReportAsync(write, CancellationToken.None);
        if (stored is not { Outcome: ReportOutcome.Taken, Snapshot: { } job })
        {
            cell.Forget();
            return new(stored.Outcome, known);
        }

        cell.Stored(job, write.Seq ?? known.Seq);
        if (write.Lines.Count > 0)
        {
            logs.Appended(id, stored.NextLine, write.Lines);
        }

        Show(known.Snapshot, job);
        return new(ReportOutcome.Taken, known with { Snapshot = job });
    }

    private static ReportOutcome? Refusal(ExternalJob job, ReadOnlyMemory<byte> token, IncomingReport report) =>
        ReportJudge.Judge(job, token.Span, report.Body.Seq, report.Digest.Span) is not ReportOutcome.Taken and var refused ? refused
        : report.Kind is ReportKind.Canceled && job.Snapshot.CancelRequested is not true ? ReportOutcome.NotRequested
        : null;

    private ReportWrite Work(ExternalJob known, ReportCell cell, IncomingReport report)
    {
        var now = time.NowInMs();
        var job = known.Snapshot;
        var running = job.State is JobState.Running ? job : job.Begun(now);
        var next = cell.Take(known, running, report, now);
        if (next.LostAt is not null)
        {
            next = next with { LostAt = null, Version = running.Version + 1 };
        }

        return new(next.Apply(report, now), job.Version)
        {
            Token = default,
            Seq = report.Body.Seq,
            Digest = report.Digest,
            Lines = [.. LineRelay.Mend(report.Body.Log ?? [], now).Select(line => new LogEntry(line.At, line.Level, line.Text))],
            KeepLines = options.Value.Limits.LogLines,
            Result = report.Result,
        };
    }

    private void Show(JobSnapshot before, JobSnapshot job)
    {
        if (job.State.IsFinal())
        {
            cells.Remove(job.Id);
            metrics.Ended(job.State.Name());
        }

        if (job.Version == before.Version)
        {
            // A sign of life.
        }
        else if (job.State != before.State || job.LostAt != before.LostAt)
        {
            live.Apply(job);
        }
        else
        {
            live.ApplyProgress(job);
        }
    }
}
