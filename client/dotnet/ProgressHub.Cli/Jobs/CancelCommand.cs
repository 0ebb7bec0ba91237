namespace ProgressHub.Cli.Jobs;

/// <summary><c>cancel</c>: asks jobs to stop.</summary>
internal sealed class CancelCommand() : ChangeCommand(
    "cancel",
    "Asks jobs to stop and prints how they stand. One that runs stops when it can: watch it to see when. One that is final stays as it is, which is no error.",
    "progresshub cancel 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11",
    "progresshub cancel --group tenant:42",
    "progresshub cancel --state queued --kind import-csv --yes")
{
    protected override Task<JobSnapshot> ChangeAsync(ProgressHubClient client, JobId id, CancellationToken ct) => client.CancelAsync(id, ct: ct);
}
