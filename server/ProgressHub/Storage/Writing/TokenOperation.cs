using ProgressHub.Jobs;
using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Gives jobs another report token, where nobody has reported yet.</summary>
internal sealed class TokenOperation(IReadOnlyList<ReportTokenIssue> issues) : WriteOperation<IReadOnlyList<ExternalTerms?>>
{
    protected override IReadOnlyList<ExternalTerms?> Change(WriteSession session) => [.. issues.Select(issue => Issue(session, issue))];

    private static ExternalTerms? Issue(WriteSession session, ReportTokenIssue issue)
    {
        if (session.Jobs.Head(issue.Id) is not { State: < JobState.Running } head
            || session.External.Read(session.Jobs.Read(head.Seq)) is not { Snapshot.Attempt: 0 } job)
        {
            return null;
        }

        session.External.Save(job.WithToken(issue.Token));
        return job.Terms;
    }
}
