using ProgressHub.Jobs;
using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Stores a report, if it counts.</summary>
internal sealed class ReportOperation(ReportWrite write) : WriteOperation<ReportResult>
{
    private readonly JobValues _values = new(write.Snapshot);

    protected override ReportResult Change(WriteSession session)
    {
        if (session.Jobs.Head(write.Snapshot.Id) is not { } head || session.External.Read(session.Jobs.Read(head.Seq)) is not { } known)
        {
            return ReportResult.Unknown;
        }

        var job = known.Snapshot;
        var outcome = ReportJudge.Judge(known, write);
        if (outcome is not ReportOutcome.Taken)
        {
            return new(outcome, job);
        }

        var begins = job.State is not JobState.Running;
        if (begins)
        {
            job = session.Move(head.Seq, job, job.Begun(session.Now));
        }

        var next = write.Lines.Count == 0 ? 0 : session.Logs.Append(head.Seq, write.Lines, write.KeepLines);
        session.External.Save(known.Following(write, begins));
        var stored = write.Snapshot.Version > job.Version ? AttemptOperation.Keep(session, head, write.Snapshot, _values, write.Result) : job;
        return new(outcome, stored) { NextLine = next };
    }
}
