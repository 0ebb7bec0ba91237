namespace ProgressHub.Client.Watching;

/// <summary>Somebody who follows the log of a job as well. Called under the table's lock, in order: it keeps what it is told and returns at once.</summary>
internal interface ILogListener : IWatchListener
{
    /// <summary>The number of the last line it has; negative while it has none.</summary>
    long After { get; }

    /// <summary>Lines that were pushed.</summary>
    void Offer(LogLines piece);

    /// <summary>The log is pushed from now on, so what came before is to be read.</summary>
    void FallBehind();
}
