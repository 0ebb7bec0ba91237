using System.Buffers.Text;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>Dashboards: each keeps the newest `done` of every job it hears of.</summary>
internal sealed class Boards : ISink
{
    private long _jobs;
    private long _groups;
    private long _resyncs;
    private long _snapshots;
    private long _bytes;

    public void Take(Watcher watcher, ReadOnlySpan<byte> message)
    {
        Interlocked.Add(ref _bytes, message.Length);
        if (message.StartsWith(HubWords.GroupsChanged))
        {
            Interlocked.Increment(ref _groups);
        }
        else if (message.StartsWith(HubWords.Resync))
        {
            Interlocked.Increment(ref _resyncs);
        }
        else if (message.StartsWith(HubWords.JobsChanged))
        {
            Interlocked.Increment(ref _jobs);
            Interlocked.Add(ref _snapshots, Learn(watcher.Board ??= [], message));
        }
    }

    public void Clear() => (_jobs, _groups, _resyncs, _snapshots, _bytes) = (0, 0, 0, 0, 0);

    public BoardsAnswer Read(IEnumerable<Watcher> watchers, long last)
    {
        var told = 0L;
        foreach (var watcher in watchers)
        {
            told += watcher.Board?.Values.Count(done => done == last) ?? 0;
        }

        return new(_jobs, _groups, _resyncs, _snapshots, _bytes, told);
    }

    private static int Learn(Dictionary<Guid, long> board, ReadOnlySpan<byte> rest)
    {
        var snapshots = 0;
        int at;
        while ((at = rest.IndexOf("{\"id\":\""u8)) >= 0)
        {
            rest = rest[(at + 7)..];
            var own = rest.IndexOf("{\"id\":\""u8) is > 0 and var next ? rest[..next] : rest;
            snapshots++;
            if (Utf8Parser.TryParse(own, out Guid id, out _, 'D') && HubWords.NextNumber(ref own, "\"done\":"u8) is { } done)
            {
                board[id] = Math.Max(done, board.GetValueOrDefault(id));
            }
        }

        return snapshots;
    }
}

/// <param name="Jobs">Messages about jobs.</param>
/// <param name="Groups">Messages about roll-ups.</param>
/// <param name="Resyncs">Told to read afresh.</param>
/// <param name="Snapshots">Snapshots in all messages.</param>
/// <param name="Bytes">Of all messages.</param>
/// <param name="Converged">Pairs of a dashboard and a job where the last value is known.</param>
internal sealed record BoardsAnswer(long Jobs, long Groups, long Resyncs, long Snapshots, long Bytes, long Converged);
