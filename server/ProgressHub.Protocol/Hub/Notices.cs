namespace ProgressHub;

/// <summary>Why a client should read afresh.</summary>
/// <param name="Reason"><c>too-far-behind</c>.</param>
public sealed record ResyncReason(string Reason);

/// <summary>When to come back to a server that restarts.</summary>
/// <param name="RetryAfterSeconds">A delay with jitter, so that not all return at once.</param>
public sealed record GoingAwayNotice(double RetryAfterSeconds);
