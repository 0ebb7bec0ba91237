using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.Live;

/// <summary>Shows here what other nodes have stored: woken by their hints, and once a second whatever becomes of those. While nobody here watches or polls what runs elsewhere, it reads nothing.</summary>
internal sealed class ChangeTail(
    LiveJobs live,
    ILiveListener listener,
    IWatchedGroups groups,
    IJobStore store,
    TimeProvider time,
    ILogger<ChangeTail> logger) : BackgroundService
{
    private const int MaxRead = 1_000;
    private static readonly TimeSpan SlowPoll = TimeSpan.FromSeconds(1);

    /// <summary>Hints that come within it are answered by one reading.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(50);

    private readonly WakeUp _wakeUp = new();
    private readonly LoopFaults _faults = new("The reading of what other nodes have changed", logger);
    private JobChangesCursor? _cursor;

    /// <summary>Since when somebody here watches; null while nobody does.</summary>
    private long? _watchesSince;
    private bool _hasFailedSince;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (store is not ISharedStore shared)
        {
            return;
        }

        shared.Hinted += _wakeUp.Set;
        try
        {
            while (true)
            {
                await _wakeUp.WaitAsync(SlowPoll, time, stoppingToken);
                await RunOnceAsync(shared, stoppingToken);
                await Task.Delay(Gap, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop while it waited.
        }
        finally
        {
            shared.Hinted -= _wakeUp.Set;
        }
    }

    /// <summary>Takes what other nodes have changed since the last time.</summary>
    internal async Task RunOnceAsync(ISharedStore shared, CancellationToken ct)
    {
        var watches = !listener.IsIdle || live.HasElsewhere;
        shared.Watches = watches;
        if (!watches)
        {
            // Whoever begins to watch reads the jobs themselves, and what has changed a moment before.
            (_cursor, _watchesSince, _hasFailedSince) = (null, null, false);
            return;
        }

        _watchesSince ??= time.GetTimestamp();
        try
        {
            var changes = await shared.ReadChangesAsync(_cursor, ct);
            foreach (var ids in (await CompleteAsync(changes, ct)).Where(Concerns).Chunk(MaxRead))
            {
                await TakeAsync(ids, ct);
            }

            _cursor = changes.Next;
        }
        catch (StoreUnavailableException e)
        {
            _hasFailedSince = true;
            logger.TailFailed(e.Message);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            _hasFailedSince = true;
            _faults.Note(e);
            await Task.Delay(LoopFaults.Rest, time, ct);
        }
    }

    /// <summary>What was changed, and where the store cannot tell all of it what is found by comparing.</summary>
    private async Task<IEnumerable<JobId>> CompleteAsync(JobChanges changes, CancellationToken ct)
    {
        if (!changes.HasGap && !IsLateStart())
        {
            return changes.Ids;
        }

        var missed = await groups.FindMissedAsync(ct);
        logger.ChangesMissed(missed.Count);
        return changes.Ids.Concat(live.ListElsewhere()).Concat(missed).Distinct();
    }

    /// <summary>The first reading goes back a moment. Where it comes much later than the first look of those who watch, changes lie between.</summary>
    private bool IsLateStart() => _cursor is null && (_hasFailedSince || time.GetElapsedTime(_watchesSince!.Value) > SlowPoll);

    private async Task TakeAsync(JobId[] ids, CancellationToken ct)
    {
        var found = await store.FindAsync(ids, ct);
        foreach (var stored in found)
        {
            live.ApplyFromElsewhere(stored);
        }

        if (found.Count < ids.Length)
        {
            foreach (var id in ids.Except(found.Select(job => job.Id)))
            {
                live.RemoveElsewhere(id, groups.CountedIn(id));
            }
        }
    }

    /// <summary>Whether anybody here may want to know of a change: what runs here is known here first.</summary>
    private bool Concerns(JobId id) => live.Find(id) is { } job ? !job.RunsHere : listener.WatchesGroups;
}
