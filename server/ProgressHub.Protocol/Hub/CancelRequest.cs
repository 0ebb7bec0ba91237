namespace ProgressHub;

/// <summary>A request to stop one job.</summary>
/// <param name="Id">The job.</param>
/// <param name="Token">A token that allows it, where the connection's identity does not.</param>
public sealed record CancelRequest(string Id, string? Token = null);
