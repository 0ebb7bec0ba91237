namespace ProgressHub;

/// <summary>A watch has ended before its job was final, for good.</summary>
public sealed class WatchEndedException : ProgressHubException
{
    /// <summary>Made by what watched.</summary>
    /// <param name="reason">Why, in one word.</param>
    public WatchEndedException(string reason)
        : base("watch-ended", $"The watch has ended: {reason}.")
    {
        Reason = reason;
        Cure = reason == "removed" ? "The job is gone; forget it." : "Ask for the right, then watch again.";
    }

    /// <summary>Why: <c>removed</c> (the job is gone), <c>expired</c> or <c>revoked</c> (the right is).</summary>
    public string Reason { get; }
}
