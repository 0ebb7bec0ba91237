using ProgressHub.Storage;

namespace ProgressHub.Live;

/// <summary>Hears of lines that this node has stored.</summary>
internal interface ILogListener
{
    /// <summary>A job's log has grown by these lines; <paramref name="next"/> is the number after the last of them.</summary>
    void Appended(JobId id, long next, IReadOnlyList<LogEntry> lines);
}
