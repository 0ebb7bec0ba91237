namespace ProgressHub.Client.Binding;

/// <summary>What has become of a group since its view looked last.</summary>
/// <param name="Order">All jobs, newest first; null if they are the same as before.</param>
/// <param name="Jobs">Those that have changed, each with what went wrong with its last command.</param>
/// <param name="IsFresh">Whether the link follows the server.</param>
/// <param name="Problem">What ended the watch.</param>
internal sealed record GroupChange(IReadOnlyList<JobId>? Order, IReadOnlyList<(JobSnapshot Job, Exception? Problem)> Jobs, bool IsFresh, Exception? Problem);
