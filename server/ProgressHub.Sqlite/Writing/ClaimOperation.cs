using ProgressHub.Storage;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Sqlite.Writing;

/// <summary>Claims jobs now, or later when there are some. Everything about it is decided by the writer's thread, so a claimed job cannot miss its caller.</summary>
internal sealed class ClaimOperation(ClaimRequest request, ParkedClaims parked)
    : TaskCompletionSource<ClaimAnswer>(TaskCreationOptions.RunContinuationsAsynchronously), IWriteOperation
{
    public ClaimRequest Request { get; } = request;

    /// <summary>When to answer with nothing, on the monotonic clock.</summary>
    public long EndsAt { get; private set; }

    /// <summary>What the transaction at hand brings; null while it brings nothing.</summary>
    public ClaimAnswer? Answer { get; private set; }

    public CancellationToken Token { get; init; }

    public void Execute(WriteSession session)
    {
        EndsAt = session.Time.MonotonicMs(Request.MaxWait);
        Try(session);
        parked.Joining(this);
    }

    public void Try(WriteSession session)
    {
        Answer = Token.IsCancellationRequested ? null : ClaimSelection.Take(session, Request);
    }

    public void Complete()
    {
        if (Answer is not null)
        {
            TrySetResult(Answer);
        }
        else if (Token.IsCancellationRequested)
        {
            TrySetCanceled(Token);
        }
        else if (Request.MaxWait <= TimeSpan.Zero)
        {
            TrySetResult(ClaimAnswer.Empty);
        }
        else
        {
            parked.Add(this);
        }
    }

    public void Fail(Exception fault) => TrySetException(fault);

    /// <summary>The transaction that was to serve it did not come about.</summary>
    public void Forget() => Answer = null;
}
