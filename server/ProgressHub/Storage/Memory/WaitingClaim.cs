namespace ProgressHub.Storage.Memory;

/// <summary>A claim that waits for a first job.</summary>
internal sealed class WaitingClaim(ClaimRequest request, long endsAt)
    : TaskCompletionSource<ClaimAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public ClaimRequest Request { get; } = request;

    /// <summary>On the clock's monotonic scale.</summary>
    public long EndsAt { get; } = endsAt;
}
