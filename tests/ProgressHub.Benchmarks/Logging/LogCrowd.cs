using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ProgressHub.Benchmarks.Clients;

namespace ProgressHub.Benchmarks.Logging;

/// <summary>Watchers of one job's log.</summary>
internal sealed class LogCrowd
{
    private readonly ConcurrentBag<LogCounter> _counters = [];

    public async Task<int> ConnectAsync(LogWatchPlan plan)
    {
        var watch = HubFrames.Text(Encoding.UTF8.GetBytes(
            $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Watch\",\"arguments\":[{{\"logs\":[{{\"id\":\"{plan.Id}\"}}]}}]}}\u001e"));
        for (var n = 0; n < plan.Count; n++)
        {
            var counter = new LogCounter();
            var watcher = new Watcher(counter, 64 * 1024);
            await watcher.ConnectAsync(IPAddress.Loopback, plan.Port, watch);
            _counters.Add(counter);
            _ = watcher.ReadAsync();
        }

        return plan.Count;
    }

    /// <summary>Waits until every watcher has heard of the last line, or for a while, and answers how many lines each lacks.</summary>
    public async Task<LogCrowdAnswer> ReadAsync(LogLastPlan plan)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < plan.Patience && !_counters.All(counter => counter.Next > plan.Last))
        {
            await Task.Delay(20);
        }

        return new([.. _counters.Select(counter => plan.Last - counter.Lines)], [.. _counters.Select(counter => counter.Messages)]);
    }

    /// <summary>Counts the lines themselves: what a message says of its numbers must be in it.</summary>
    private sealed class LogCounter : ISink
    {
        public long Lines { get; private set; }

        public long Messages { get; private set; }

        public long Next { get; private set; }

        public void Take(Watcher watcher, ReadOnlySpan<byte> message)
        {
            if (!message.StartsWith("{\"type\":1,\"target\":\"LogAppended\""u8))
            {
                return;
            }

            Messages++;
            var rest = message;
            Next = HubWords.NextNumber(ref rest, "\"nextSeq\":"u8) ?? Next;
            int at;
            while ((at = rest.IndexOf("{\"seq\":"u8)) >= 0)
            {
                Lines++;
                rest = rest[(at + 7)..];
            }
        }
    }
}

/// <param name="Port">Of the server, on loopback.</param>
/// <param name="Count">How many watchers.</param>
/// <param name="Id">The job.</param>
internal sealed record LogWatchPlan(int Port, int Count, string Id);

/// <param name="Last">The number of the last line.</param>
/// <param name="Seconds">How long to wait for it.</param>
internal sealed record LogLastPlan(long Last, double Seconds)
{
    public TimeSpan Patience => TimeSpan.FromSeconds(Seconds);
}

/// <param name="Lost">The lines that each watcher lacks.</param>
/// <param name="Messages">How many messages each has got.</param>
internal sealed record LogCrowdAnswer(long[] Lost, long[] Messages);
