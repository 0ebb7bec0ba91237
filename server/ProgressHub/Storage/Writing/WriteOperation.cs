using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>A change with an answer for its caller.</summary>
internal abstract class WriteOperation<T>() : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IWriteOperation
{
    private T? _answer;

    public void Execute(WriteSession session) => _answer = Change(session);

    public virtual void Complete() => TrySetResult(_answer!);

    public virtual void Fail(Exception fault) => TrySetException(fault);

    /// <summary>Does within another operation what it would do by itself.</summary>
    public T Run(WriteSession session) => Change(session);

    protected abstract T Change(WriteSession session);
}
