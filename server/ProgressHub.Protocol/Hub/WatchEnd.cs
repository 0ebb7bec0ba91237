namespace ProgressHub;

/// <summary>Watches that have ended on the server's side.</summary>
/// <param name="Jobs">Ids of jobs.</param>
/// <param name="Groups">Names of groups.</param>
/// <param name="Reason"><c>removed</c>, <c>expired</c> or <c>revoked</c>.</param>
public sealed record WatchEnd(IReadOnlyList<JobId> Jobs, IReadOnlyList<GroupName> Groups, string Reason);
