using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Storage;

namespace ProgressHub.Publishing;

/// <summary>Carries logs to those who watch them. What it sends it reads from the store: nothing is shown that a crash takes back, and a job that runs in another process is followed by the same means.</summary>
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
    private readonly ConcurrentQueue<(JobId Id, long? From)> _news = new();
    private readonly WakeUp _wakeUp = new();

    // Owned by the loop: the logs that are watched here with the next number to send, and those that may have more.
    private readonly Dictionary<JobId, long> _next = [];
    private readonly HashSet<JobId> _changed = [];
    private long _tailedAt = time.GetTimestamp();

    public void Appended(JobId id)
    {
        if (audiences.Find(AudienceNames.OfLog(id)) is not null)
        {
            Tell(id, null);
        }
    }

    /// <summary>Follows a log that somebody has joined, from the line after those that were answered. Those who watch it already go on where they are.</summary>
    public void Follow(JobId id, long from) => Tell(id, from);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Leaves the thread that starts the host.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _wakeUp.WaitAsync(_next.Count == 0 ? Timeout.InfiniteTimeSpan : TailInterval, time, stoppingToken);
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

                // What has changed stays marked and is read again.
                await Task.Delay(TailInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _wakeUp.Set();
            }
        }
    }

    /// <summary>Sends what is new of the logs that are watched.</summary>
    internal async Task RunOnceAsync()
    {
        TakeNews();
        Tail();
        foreach (var id in _changed.ToArray())
        {
            if (await PublishAsync(id))
            {
                _changed.Remove(id);
            }
            else
            {
                _wakeUp.Set();
            }
        }
    }

    private void Tell(JobId id, long? from)
    {
        _news.Enqueue((id, from));
        _wakeUp.Set();
    }

    private void TakeNews()
    {
        for (var left = _news.Count; left > 0 && _news.TryDequeue(out var news); left--)
        {
            if (news.From is { } from)
            {
                _next.TryAdd(news.Id, from);
            }

            if (_next.ContainsKey(news.Id))
            {
                _changed.Add(news.Id);
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
        foreach (var id in _next.Keys.ToArray())
        {
            if (audiences.Find(AudienceNames.OfLog(id)) is null)
            {
                _next.Remove(id);
                _changed.Remove(id);
            }
            else if (live.Find(id) is not { RunsHere: true })
            {
                _changed.Add(id);
            }
        }
    }

    /// <summary>True when all there is has been sent.</summary>
    private async Task<bool> PublishAsync(JobId id)
    {
        for (var sent = 0; sent < MaxMessages; sent++)
        {
            var lines = await store.ReadLogAsync(new(id) { AfterSeq = _next[id] - 1, Limit = MaxLines, MaxChars = MaxChars }, CancellationToken.None);
            if (lines.Lines.Count == 0)
            {
                return true;
            }

            _next[id] = lines.NextSeq;
            await hub.Clients.Group(AudienceNames.OfLog(id)).LogAppended(lines);
        }

        return false;
    }
}
