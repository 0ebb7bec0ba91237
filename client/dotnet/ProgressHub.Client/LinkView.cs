namespace ProgressHub;

/// <summary>How a client's link to its server stands at one moment.</summary>
/// <param name="State">How it hears of jobs.</param>
/// <param name="Since">When this state began, by the client's clock.</param>
/// <param name="Reason">Why it is not live, for a person; null when it is.</param>
public sealed record LinkView(LinkState State, DateTimeOffset Since, string? Reason)
{
    /// <summary>Whether what is shown follows the server now, by push or by polls.</summary>
    public bool IsFresh => State is LinkState.Live or LinkState.Polling;
}
