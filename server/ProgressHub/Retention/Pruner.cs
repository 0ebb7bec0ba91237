using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Execution;
using ProgressHub.Live;
using ProgressHub.Storage;
using ProgressHub.Telemetry;

namespace ProgressHub.Retention;

/// <summary>Removes final jobs that are no longer kept, in small steps with rests between them.</summary>
/// <remarks>On SQLite a step of 200 jobs with a group each took 3 ms with its commit on 2 busy cores; for so long other writes wait. It rests four times as long as it took, so at most a fifth of the time goes into it.</remarks>
internal sealed partial class Pruner(
    IJobStore store,
    LiveJobs live,
    KindTable kinds,
    IOptions<ProgressHubOptions> options,
    TimeProvider time,
    ILogger<Pruner> logger) : BackgroundService
{
    /// <summary>How often it looks whether a kind has more than it may; that costs one small query.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestBetweenAges = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(10);
    private const int RestsPerStep = 4;

    private readonly LoopFaults _faults = new("The removal of old jobs", logger);
    private readonly RetentionPolicy _policy = PolicyOf(options.Value.Retention, kinds);
    private long? _lookedAtAges;

    /// <summary>Removes what is to go now; looks at every job's age if asked, else only where a kind has more than it may.</summary>
    /// <returns>How many jobs went.</returns>
    public async Task<long> PassAsync(bool byAge, CancellationToken ct)
    {
        var removed = 0L;
        for (long? after = 0; after is { } from;)
        {
            var began = time.GetTimestamp();
            var answer = await store.PruneAsync(new PruneStep(_policy, byAge, from), ct);
            foreach (var job in answer.Removed)
            {
                live.Remove(job);
            }

            removed += answer.Removed.Count;
            after = answer.Next;
            if (after is not null)
            {
                var rest = time.GetElapsedTime(began) * RestsPerStep;
                await Task.Delay(rest > ShortestRest ? rest : ShortestRest, time, ct);
            }
        }

        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await LookAsync(stoppingToken);
                }
                catch (StoreUnavailableException e)
                {
                    PruningWaits(e.Message);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    _faults.Note(e);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop while it waited.
        }
    }

    private static RetentionPolicy PolicyOf(RetentionOptions retention, KindTable kinds) => new(
        new RetentionRule(retention.Age, retention.Count),
        kinds.All.Where(kind => kind.Options is not { RetainFor: null, RetainCount: null }).ToDictionary(
            kind => kind.Name,
            kind => new RetentionRule(kind.Options.RetainFor ?? retention.Age, kind.Options.RetainCount ?? retention.Count),
            StringComparer.Ordinal));

    private async Task LookAsync(CancellationToken ct)
    {
        // Jobs go within a hundredth of their age: to look at each of them more often would cost more than it brings.
        var between = _policy.Kinds.Values.Append(_policy.Default).Min(rule => rule.Age) / 100;
        var byAge = _lookedAtAges is not { } looked || time.GetElapsedTime(looked) >= (between < LongestBetweenAges ? between : LongestBetweenAges);
        if (byAge)
        {
            _lookedAtAges = time.GetTimestamp();
        }

        var removed = await PassAsync(byAge, ct);
        if (removed > 0)
        {
            Pruned(removed);
        }
    }
}
