using ProgressHub.Jobs;
using ProgressHub.Storage.Logs;

namespace ProgressHub.Storage.Memory;

/// <summary>The logs of jobs. Not safe for threads by itself.</summary>
internal sealed class MemoryLogs
{
    private readonly Dictionary<JobId, StoredLog> _logs = [];

    /// <summary>Adds lines, of which the newest <paramref name="keep"/> are kept; answers the number after the last, or null where the attempt does not hold its job.</summary>
    public long? Append(JobTable jobs, LogBatch batch, int keep) =>
        jobs.Find(batch.Attempt.Id)?.Snapshot is { State: JobState.Running } job && JobVersion.Epoch(job.Version) == batch.Attempt.Epoch
            ? Append(job.Id, batch.Lines, keep)
            : null;

    /// <summary>Adds lines to the log of a job; answers the number after the last.</summary>
    public long Append(JobId id, IReadOnlyList<LogEntry> lines, int keep)
    {
        if (!_logs.TryGetValue(id, out var log))
        {
            _logs[id] = log = new StoredLog();
        }

        foreach (var block in lines.Chunk(LogBlock.MaxLines))
        {
            log.Last += block.Length;
            log.Blocks.Add((log.Last, LogBlock.Write(block)));
        }

        log.Dropped = Math.Max(log.Dropped, log.Last - keep);
        var gone = log.Blocks.FindIndex(block => block.Last > log.Dropped);
        // Moving what stays is dear where blocks are short, so several go at once.
        if (gone > log.Blocks.Count / 4)
        {
            log.Blocks.RemoveRange(0, gone);
        }

        return log.Last + 1;
    }

    public LogLines Read(LogSearch search)
    {
        var log = _logs.GetValueOrDefault(search.Id);
        var reading = new LogReading(search, log?.Last ?? 0, log?.Dropped ?? 0);
        if (log is not null)
        {
            for (var at = log.IndexOf(reading.First); at < log.Blocks.Count && reading.Add(log.Blocks[at].Lines, log.Blocks[at].Last); at++)
            {
            }
        }

        return reading.ToLines();
    }

    public void Note(in JobMove move)
    {
        if (move.To is null)
        {
            _logs.Remove(move.Job.Id);
        }
    }

    private sealed class StoredLog
    {
        public List<(long Last, byte[] Lines)> Blocks { get; } = [];

        public long Last { get; set; }

        public long Dropped { get; set; }

        /// <summary>The block that holds a line, or the end.</summary>
        public int IndexOf(long seq)
        {
            var (low, high) = (0, Blocks.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = Blocks[middle].Last < seq ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }
}
