namespace ProgressHub.Cli.Jobs;

/// <summary><c>retry</c>: runs final jobs again.</summary>
internal sealed class RetryCommand() : ChangeCommand(
    "retry",
    "Runs final jobs again, under the same ids. Many at once: without --state those that failed or were canceled.",
    "progresshub retry 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11",
    "progresshub retry --group tenant:42 --state failed --yes")
{
    protected override Task<JobSnapshot> ChangeAsync(ProgressHubClient client, JobId id, CancellationToken ct) => client.RetryAsync(id, ct: ct);
}
