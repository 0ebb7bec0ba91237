using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Adds lines to the logs of jobs.</summary>
internal static class JobLogs
{
    /// <summary>Adds lines to the log of the job in this row, of which the newest <paramref name="keep"/> are kept; answers the number after the last.</summary>
    public static long Append(this ILogRows rows, long seq, IReadOnlyList<LogEntry> lines, int keep)
    {
        var (last, dropped) = rows.Read(seq);
        foreach (var block in lines.Chunk(LogBlock.MaxLines))
        {
            last += block.Length;
            rows.Insert(seq, last, LogBlock.Write(block));
        }

        if (last - keep > dropped)
        {
            dropped = last - keep;
            rows.Forget(seq, dropped);
        }

        rows.Save(seq, last, dropped);
        return last + 1;
    }
}
