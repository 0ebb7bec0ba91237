using System.Collections.Concurrent;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>Many running jobs whose reports one loop makes, so that a hundred thousand timers a second are not what is measured.</summary>
internal sealed class Fleet(FleetPlan plan)
{
    /// <summary>Long enough for the watchers to be looked at before the jobs end.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly ConcurrentBag<JobContext> _jobs = [];
    private readonly TaskCompletionSource _allThere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task JoinAsync(JobContext job, CancellationToken ct)
    {
        _jobs.Add(job);
        if (_jobs.Count == plan.Jobs)
        {
            _allThere.TrySetResult();
        }

        return _over.Task;
    }

    /// <summary>Reports 1, 2, 3 ... for every job; the last number is the same for all.</summary>
    public async Task<long> DriveAsync()
    {
        await _allThere.Task;
        var jobs = _jobs.ToArray();
        var clock = Stopwatch.StartNew();
        var last = (long)(plan.Seconds * plan.PerSecond);
        for (var next = 1L; next <= last; next++)
        {
            foreach (var job in jobs)
            {
                job.Progress.Report(next);
            }

            var early = next / (double)plan.PerSecond - clock.Elapsed.TotalSeconds;
            if (early > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(early));
            }
        }

        _ = Task.Delay(Rest).ContinueWith(_ => _over.SetResult(), TaskScheduler.Default);
        return last * jobs.Length;
    }
}
