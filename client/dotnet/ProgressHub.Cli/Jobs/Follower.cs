using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Showing;

namespace ProgressHub.Cli.Jobs;

/// <summary>Follows jobs and groups to their end, in whatever view suits the output.</summary>
internal sealed class Follower(Session session)
{
    /// <summary>How often the roll-up of a group is read.</summary>
    private static readonly TimeSpan GroupGap = TimeSpan.FromSeconds(1);

    /// <summary>How many lines of a log are shown that are older than the watch.</summary>
    private const int LinesBefore = 10;

    private readonly Lock _gate = new();
    private readonly List<ProgressHubException> _faults = [];
    private int _code = ExitCode.Succeeded;

    /// <summary>Whether the log lines of the jobs are shown, too.</summary>
    public bool HasLogs { get; init; }

    /// <summary>Follows until all are final, and answers the worst of their ends.</summary>
    public async Task<int> FollowAsync(IReadOnlyList<JobHandle> jobs, IReadOnlyList<GroupName> groups, IJobView view, CancellationToken ct)
    {
        try
        {
            await using (view)
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
                var following = Task.WhenAll([.. jobs.Select(job => GuardAsync(() => JobAsync(job, view, stop.Token))), .. jobs.Where(_ => HasLogs).Select(job => GuardAsync(() => LogAsync(job, view, stop.Token))), .. groups.Select(group => GuardAsync(() => GroupAsync(group, view, stop.Token)))]);
                var guarding = new LinkGuard(session, view).RunAsync(stop.Token);
                var first = await Task.WhenAny(following, guarding);
                await stop.CancelAsync();
                await Task.WhenAll(following, guarding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await first;
            }
        }
        finally
        {
            // Now that nothing is drawn any more.
            _faults.ForEach(fault => Take(session.Tell(fault)));
        }

        ct.ThrowIfCancellationRequested();
        return _code;
    }

    /// <summary>One job that cannot be followed does not end the others.</summary>
    private async Task GuardAsync(Func<Task> follow)
    {
        try
        {
            await follow();
        }
        catch (ProgressHubException fault)
        {
            lock (_gate)
            {
                // A job and its log end for the same reason.
                if (!_faults.Exists(known => known.Message == fault.Message))
                {
                    _faults.Add(fault);
                }
            }
        }
    }

    private async Task JobAsync(JobHandle handle, IJobView view, CancellationToken ct)
    {
        await foreach (var job in handle.WatchAsync(ct))
        {
            view.Show(job);
            if (job.IsFinal())
            {
                Take(ExitCode.Of(job));
            }
        }
    }

    private static async Task LogAsync(JobHandle handle, IJobView view, CancellationToken ct)
    {
        await foreach (var line in handle.ReadLogAsync(new() { After = -LinesBefore, Follow = true }, ct))
        {
            view.Show(handle.Id, line);
        }
    }

    /// <summary>The roll-up says when all are final, and how; the watch shows the jobs meanwhile.</summary>
    private async Task GroupAsync(GroupName group, IJobView view, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var open = new HashSet<JobId>();
        var watching = WatchAsync();
        var counting = CountAsync();
        var first = await Task.WhenAny(watching, counting);
        await stop.CancelAsync();
        await Task.WhenAll(watching, counting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;

        async Task WatchAsync()
        {
            await foreach (var job in session.Client.WatchGroupAsync(group, stop.Token))
            {
                lock (open)
                {
                    _ = job.IsFinal() ? open.Remove(job.Id) : open.Add(job.Id);
                }

                view.Show(job);
            }
        }

        async Task CountAsync()
        {
            var roundsOver = 0;
            while (true)
            {
                if (await ReadAsync(group, stop.Token) is { } summary)
                {
                    view.Show(summary);
                    var isOver = summary.ByState.Where(state => state.Value > 0).All(state => Enum.Parse<JobState>(state.Key, ignoreCase: true) >= JobState.Succeeded);
                    roundsOver = isOver ? roundsOver + 1 : 0;
                    // The last snapshots may still be on their way, or a parent about to add children.
                    if (roundsOver > 3 || (roundsOver > 1 && IsAllShown()))
                    {
                        Take(summary.ByState.GetValueOrDefault("failed") > 0 ? ExitCode.Failed : summary.ByState.GetValueOrDefault("canceled") > 0 ? ExitCode.Canceled : ExitCode.Succeeded);
                        return;
                    }
                }

                await Task.Delay(roundsOver > 0 ? GroupGap / 4 : GroupGap, session.Time, stop.Token);
            }
        }

        bool IsAllShown()
        {
            lock (open)
            {
                return open.Count == 0;
            }
        }
    }

    /// <summary>The roll-up; null while the server is away, which is the guard's business.</summary>
    private async Task<GroupSummary?> ReadAsync(GroupName group, CancellationToken ct)
    {
        try
        {
            return await session.Api.GroupAsync(group.Value, ct);
        }
        catch (ProgressHubException fault) when (fault.IsTransient)
        {
            return null;
        }
    }

    private void Take(int code)
    {
        lock (_gate)
        {
            _code = ExitCode.Worse(_code, code);
        }
    }
}
