using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>Watchers of a server that restarts: each comes back when it was told to, and tries again until it watches.</summary>
internal sealed class Storm(StormPlan plan) : ISink
{
    private readonly ConcurrentBag<double> _back = [];
    private long _firstNotice;
    private int _noticed;
    private int _retries;
    private volatile bool _isOver;

    /// <summary>All watch; answers how many.</summary>
    public async Task<int> ConnectAllAsync()
    {
        await Parallel.ForAsync(0, plan.Count, new ParallelOptions { MaxDegreeOfParallelism = Crowd.AtOnce }, async (number, ct) =>
        {
            var watcher = await ConnectAsync(number);
            _ = ComeBackAsync(watcher, number);
        });
        return plan.Count;
    }

    /// <summary>Waits until all watch again, or the time is over.</summary>
    public async Task<StormAnswer> WaitAsync()
    {
        var clock = Stopwatch.StartNew();
        while (_back.Count < plan.Count && clock.Elapsed.TotalSeconds < plan.Seconds)
        {
            await Task.Delay(50);
        }

        _isOver = true;
        return new(_noticed, _retries, [.. _back.Order()]);
    }

    public void Take(Watcher watcher, ReadOnlySpan<byte> message)
    {
        if (message.StartsWith(HubWords.GoingAway))
        {
            Interlocked.CompareExchange(ref _firstNotice, Stopwatch.GetTimestamp(), 0);
            Interlocked.Increment(ref _noticed);
            var text = Encoding.ASCII.GetString(message);
            var from = text.IndexOf("retryAfterSeconds\":", StringComparison.Ordinal) + 19;
            watcher.RetryAfterSeconds = double.Parse(text[from..text.IndexOf('}', from)], CultureInfo.InvariantCulture);
        }
    }

    private async Task ComeBackAsync(Watcher watcher, int number)
    {
        await watcher.ReadAsync();
        watcher.Dispose();
        await Task.Delay(TimeSpan.FromSeconds(watcher.RetryAfterSeconds));
        while (!_isOver)
        {
            try
            {
                var again = await ConnectAsync(number);
                _back.Add(Stopwatch.GetElapsedTime(_firstNotice).TotalSeconds);
                await again.ReadAsync();
                return;
            }
            catch (Exception)
            {
                Interlocked.Increment(ref _retries);
                // As clients do: with a jitter of their own, or those who came too early return as one.
                await Task.Delay(Random.Shared.Next(250, 1250));
            }
        }
    }

    private async Task<Watcher> ConnectAsync(int number)
    {
        var watcher = new Watcher(this, 1024);
        try
        {
            await watcher.ConnectAsync(Crowd.Source(number, plan.Addresses), plan.Port, HubWords.Watch(plan.Group, "summary"));
            return watcher;
        }
        catch
        {
            watcher.Dispose();
            throw;
        }
    }
}

/// <summary>Watchers that live through a restart.</summary>
internal sealed record StormPlan(int Port, int Count, string Group, int Addresses, double Seconds);

/// <param name="Noticed">How many were told when to return.</param>
/// <param name="Retries">Tries that failed.</param>
/// <param name="BackAfter">Seconds from the first notice until each watched again, in order.</param>
internal sealed record StormAnswer(int Noticed, int Retries, double[] BackAfter);
