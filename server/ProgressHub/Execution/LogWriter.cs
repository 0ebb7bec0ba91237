using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Live;
using ProgressHub.Reporting;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.Execution;

/// <summary>Stores what attempts log, many jobs in one commit: the first line after a quiet spell at once, then what has come meanwhile. While the store is away the lines wait in their cells.</summary>
internal sealed class LogWriter : BackgroundService
{
    /// <summary>Bounds one commit; beyond it the next one goes on.</summary>
    private const int MaxChars = 4 << 20;

    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    private readonly IJobStore _store;
    private readonly ILogListener _listener;
    private readonly TimeProvider _time;
    private readonly ILogger<LogWriter> _logger;
    private readonly LoopFaults _faults;
    private readonly int _keep;
    private readonly Action<JobLog> _add;

    // Written by any thread.
    private readonly ConcurrentQueue<JobLog> _waiting = new();
    private readonly WakeUp _wakeUp = new();

    // Whoever has the turn takes lines and stores them; so no line is taken twice, and those of a job stay in order.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public LogWriter(IJobStore store, ILogListener listener, IOptions<ProgressHubOptions> options, TimeProvider time, ILogger<LogWriter> logger)
    {
        (_store, _listener, _time, _logger, _keep) = (store, listener, time, logger, options.Value.Limits.LogLines);
        _add = Add;
        _faults = new("The writing of logs", logger);
    }

    /// <summary>The log of an attempt that is about to run.</summary>
    public JobLog Open(JobSnapshot claimed) => new(claimed, _time, _add);

    /// <summary>Stores all that these attempts, which have ended, have logged.</summary>
    /// <exception cref="StoreUnavailableException">The store is away; the lines still wait.</exception>
    public async Task FlushAsync(IEnumerable<JobLog> ended)
    {
        var waiting = ended.Where(static log => log.IsWaiting).ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        await _turn.WaitAsync();
        try
        {
            while (waiting.Count > 0)
            {
                await StoreAsync(waiting);
                waiting.RemoveAll(static log => !log.IsWaiting);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            // What jobs have logged that did not stop in time.
            await StoreWaitingAsync();
        }
        catch (StoreUnavailableException e)
        {
            _logger.LinesGivenUp(e.Message);
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Leaves the thread that starts the host.
        await Task.Yield();
        var told = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _wakeUp.WaitAsync(Timeout.InfiniteTimeSpan, _time, stoppingToken);
                await StoreWaitingAsync();
                told = false;
                await Task.Delay(Gap, _time, stoppingToken);
            }
            catch (StoreUnavailableException e)
            {
                if (!told)
                {
                    _logger.LinesWait(e.Message);
                    told = true;
                }

                await Task.Delay(RetryDelay, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                _faults.Note(e);
                await Task.Delay(LoopFaults.Rest, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Add(JobLog log)
    {
        _waiting.Enqueue(log);
        _wakeUp.Set();
    }

    private async Task StoreWaitingAsync()
    {
        await _turn.WaitAsync();
        try
        {
            // Bounded by what was there at the start: a job that logs without end waits for the next turn like all others.
            for (var left = _waiting.Count; left > 0;)
            {
                var logs = new HashSet<JobLog>();
                for (var chars = 0; left > 0 && chars < MaxChars && _waiting.TryDequeue(out var log); left--)
                {
                    logs.Add(log);
                    chars += log.Take().Sum(static line => line.Text.Length);
                }

                await StoreAsync(logs);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stores a part of what these logs hold. With the turn.</summary>
    private async Task StoreAsync(IReadOnlyCollection<JobLog> logs)
    {
        var taken = logs.Where(static log => log.Take().Count > 0).ToList();
        if (taken.Count == 0)
        {
            return;
        }

        var batches = taken.ConvertAll(ToBatch);
        IReadOnlyList<long?> next;
        try
        {
            next = await _store.AppendLogAsync(batches, _keep, CancellationToken.None);
        }
        catch
        {
            taken.ForEach(Add);
            throw;
        }

        for (var i = 0; i < taken.Count; i++)
        {
            Stored(taken[i], batches[i], next[i]);
        }
    }

    private void Stored(JobLog log, LogBatch batch, long? next)
    {
        if (next is null)
        {
            // The attempt has lost its job, and learns it elsewhere.
            log.Abandon();
            return;
        }

        if (log.Stored())
        {
            Add(log);
        }

        _listener.Appended(log.Id, next.Value, batch.Lines);
    }

    private static LogBatch ToBatch(JobLog log) =>
        new(new(log.Id, log.Epoch), log.Take().Select(static line => new LogEntry(line.At, line.Level, line.Text)).ToArray());
}
