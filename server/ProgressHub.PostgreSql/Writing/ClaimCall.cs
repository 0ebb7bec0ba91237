using ProgressHub.Storage;
using ProgressHub.Storage.Writing;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>Claims jobs now, or later when there are some.</summary>
internal sealed class ClaimCall : TaskCompletionSource<ClaimAnswer>, IWriteOperation
{
    private readonly ParkedClaims _parked;
    private readonly bool _plain;

    public ClaimCall(ClaimRequest request, ParkedClaims parked, TimeProvider time, CancellationToken token) : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        (Request, _parked, Token) = (request, parked, token);
        EndsAt = time.MonotonicMs(request.MaxWait);
        // A limit is kept by counting, and a job of another kind may have to come first.
        _plain = request.Kinds.All(kind => kind.Limit is null) && request.Kinds.DistinctBy(kind => kind.Kind).Count() == request.Kinds.Count;
        IsPlain = _plain;
    }

    public ClaimRequest Request { get; }

    /// <summary>When to answer with nothing, on the monotonic clock.</summary>
    public long EndsAt { get; }

    public CancellationToken Token { get; }

    /// <summary>Whether one statement may decide it.</summary>
    public bool IsPlain { get; set; }

    /// <summary>How many commits had brought jobs when it looked last.</summary>
    public long LookedAt { get; private set; }

    /// <summary>What the transaction at hand brings; null while it brings nothing.</summary>
    public ClaimAnswer? Answer { get; set; }

    /// <summary>The rules have looked; the next look may be a plain one.</summary>
    public void BePlainAgain() => IsPlain = _plain;

    public bool Wants(string kind) => Request.Kinds.Any(demand => demand.Kind == kind);

    /// <summary>It looks from now on: whatever is committed later it may not see.</summary>
    public void Look()
    {
        Answer = null;
        LookedAt = _parked.News;
    }

    public void Execute(WriteSession session)
    {
        Look();
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
        else
        {
            _parked.Add(this);
        }
    }

    public void Fail(Exception fault) => TrySetException(fault);
}
