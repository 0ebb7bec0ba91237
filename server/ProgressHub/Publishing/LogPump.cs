using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Storage;

namespace ProgressHub.Publishing;

/// <summary>Carries logs to those who watch them. It sends what is stored and nothing else, so that nobody sees what a crash takes back: this node's lines as they come from the commit, and what it has missed, or what another process has stored, as it reads it there.</summary>
internal sealed class LogPump(
    AudienceTable audiences,
    IHubContext<JobHub, IJobHubClient> hub,
    IJobStore store,
    LiveJobs live,
    IOptions<ProgressHubOptions> options,
    TimeProvider time,
    ILogger<LogPump> logger) : BackgroundService, ILogListener
{
    /// <summary>What one message holds at most.</summary>
    public const int MaxLines = 1000;

    public const int MaxChars = 256 * 1024;

    /// <summary>Messages about one log in a turn; then the others have theirs.</summary>
    private const int MaxMessages = 20;

    private static readonly TimeSpan TailInterval = TimeSpan.FromSeconds(1);

    // Written by any thread.
    private readonly ConcurrentDictionary<JobId, LogFeed> _feeds = new();
    private readonly WakeUp _wakeUp = new();

    // Owned by the loop.
    private long _tailedAt = time.GetTimestamp();

    public void Appended(JobId id, long next, IReadOnlyList<LogEntry> lines)
    {
        if (_feeds.TryGetValue(id, out var feed))
        {
            feed.Keep(next, lines);
            _wakeUp.Set();
        }
    }

    /// <summary>Follows a log that somebody has joined, from the line after those that were answered. Those who watch it already go on where they are.</summary>
    public void Follow(JobId id, long from)
    {
        _feeds.GetOrAdd(id, static (_, next) => new LogFeed(next), from).Change();
        _wakeUp.Set();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Leaves the thread that starts the host.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _wakeUp.WaitAsync(_feeds.IsEmpty ? Timeout.InfiniteTimeSpan : TailInterval, time, stoppingToken);
                await RunOnceAsync();
                await Task.Delay(options.Value.Push.Interval, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (e is not StoreUnavailableException)
                {
                    logger.LogNotPublished(e);
                }

                await Task.Delay(TailInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _wakeUp.Set();
            }
        }
    }

    /// <summary>Sends what is new of the logs that are watched.</summary>
    internal async Task RunOnceAsync()
    {
        Tail();
        foreach (var (id, feed) in _feeds)
        {
            if (feed.TakeChange() && !await TryPublishAsync(id, feed))
            {
                feed.Change();
                _wakeUp.Set();
            }
        }
    }

    /// <summary>Once a second lets go of what nobody watches any more, and looks at the logs of jobs that run elsewhere.</summary>
    private void Tail()
    {
        if (time.GetElapsedTime(_tailedAt) < TailInterval)
        {
            return;
        }

        _tailedAt = time.GetTimestamp();
        foreach (var (id, feed) in _feeds)
        {
            if (audiences.Find(AudienceNames.OfLog(id)) is null)
            {
                Release(id, feed);
            }
            else if (live.Find(id) is not { RunsHere: true })
            {
                feed.Change();
            }
        }
    }

    private void Release(JobId id, LogFeed feed)
    {
        if (_feeds.TryRemove(new(id, feed)) && audiences.Find(AudienceNames.OfLog(id)) is not null)
        {
            // Somebody joined in this moment and may have found what was just let go of.
            _feeds.TryAdd(id, feed);
        }
    }

    /// <summary>True when all there is has been sent.</summary>
    private async Task<bool> TryPublishAsync(JobId id, LogFeed feed)
    {
        try
        {
            for (var sent = 0; sent < MaxMessages; sent++)
            {
                var lines = await ReadAsync(id, feed);
                if (lines.Lines.Count == 0)
                {
                    return true;
                }

                feed.Next = lines.NextSeq;
                await hub.Clients.Group(AudienceNames.OfLog(id)).LogAppended(lines);
            }

            return false;
        }
        catch
        {
            // What has changed stays marked and is looked at again.
            feed.Change();
            throw;
        }
    }

    private async Task<LogLines> ReadAsync(JobId id, LogFeed feed) => feed.Take(MaxLines, MaxChars) is { Count: > 0 } lines
        ? new(id, feed.Next, lines[^1].Seq + 1, lines, Math.Max(0, lines[^1].Seq - options.Value.Limits.LogLines))
        : await store.ReadLogAsync(new(id) { AfterSeq = feed.Next - 1, Limit = MaxLines, MaxChars = MaxChars }, CancellationToken.None);
}
