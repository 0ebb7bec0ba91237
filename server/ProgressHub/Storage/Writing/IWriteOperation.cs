using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>One caller's change. It travels with others in one transaction, and is told how that ended.</summary>
internal interface IWriteOperation
{
    /// <summary>Runs within the transaction. May run again when the transaction of its neighbours failed, so it keeps nothing but its answer.</summary>
    void Execute(WriteSession session);

    /// <summary>The transaction has been committed.</summary>
    void Complete();

    /// <summary>Nothing of it was kept.</summary>
    void Fail(Exception fault);
}
