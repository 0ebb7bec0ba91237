using ProgressHub.Jobs;
using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Renews leases, and tells which attempts have lost theirs or shall stop.</summary>
internal sealed class RenewOperation(LeaseRenewal renewal) : WriteOperation<LeaseAnswer>
{
    protected override LeaseAnswer Change(WriteSession session)
    {
        List<AttemptKey> lost = [], cancelRequested = [];
        foreach (var attempt in renewal.Attempts)
        {
            if (session.Jobs.Head(attempt.Id) is not { State: JobState.Running } head || JobVersion.Epoch(head.Version) != attempt.Epoch)
            {
                lost.Add(attempt);
                continue;
            }

            session.Leases.Renew(attempt.Id, renewal.Lease);
            if (head.CancelRequested)
            {
                cancelRequested.Add(attempt);
            }
        }

        return new LeaseAnswer(lost, cancelRequested);
    }
}
