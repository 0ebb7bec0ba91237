using ProgressHub.Jobs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Notes what a job's move means for the lease of whoever reports on it.</summary>
internal static class ExternalLeases
{
    public static void Note(IExternalRows rows, in JobMove move)
    {
        if (move.Job.External is not true)
        {
            return;
        }

        if (move.To is null)
        {
            rows.Remove(move.Job.Id);
        }
        else if (!move.Job.AwaitsReports())
        {
            rows.SetLease(move.Job.Id, null);
        }
        else if (move.From?.IsFinal() is true && rows.Read(move.Job) is { } final)
        {
            rows.Save(final.Retried());
        }
    }
}
