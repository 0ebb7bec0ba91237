namespace ProgressHub.Live;

/// <summary>Hears of lines that this node has stored.</summary>
internal interface ILogListener
{
    /// <summary>A job's log has grown; the listener reads it when it is ready.</summary>
    void Appended(JobId id);
}
