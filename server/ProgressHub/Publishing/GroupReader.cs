using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Storage;

namespace ProgressHub.Publishing;

/// <summary>Reads how a group stands now, and keeps its roll-up going for those who have joined.</summary>
internal sealed class GroupReader(IJobStore store, LiveJobs live, AudienceTable audiences, TimeProvider time)
{
    /// <summary>How many jobs an answer holds; the rest is listed page by page.</summary>
    public const int MaxJobs = 500;

    private readonly SemaphoreSlim _reading = new(2);

    /// <summary>The roll-up, and in mode jobs the newest jobs.</summary>
    public async Task<GroupAnswer> ReadAsync(GroupName group, GroupMode mode, CancellationToken ct)
    {
        var summary = await SummarizeAsync(group, ct);
        // What was reported before anybody watched has woken nobody; after this it has.
        live.TouchGroup(group, all: group == GroupNames.All);
        if (mode is GroupMode.Summary)
        {
            return new(summary, []);
        }

        var page = await store.ListAsync(new JobSearch { Group = Filter(group), Limit = MaxJobs }, ct);
        return new(summary, [.. page.Jobs.Select(live.Newest)], page.NextCursor);
    }

    /// <summary>The roll-up alone; read from the store unless somebody watches it already.</summary>
    public async Task<GroupSummary> SummarizeAsync(GroupName group, CancellationToken ct)
    {
        var audience = audiences.Find(AudienceNames.OfGroup(group));
        if (audience is null)
        {
            return (await LoadAsync(group, new GroupRollup(group), ct)).Summarize(time.GetUtcNow());
        }

        return (await StartAsync(audience, group, ct)).Summarize(time.GetUtcNow());
    }

    private static GroupName? Filter(GroupName group) => group == GroupNames.All ? null : group;

    private async Task<GroupRollup> StartAsync(Audience audience, GroupName group, CancellationToken ct)
    {
        // The pump feeds it from this moment on; older versions from the reading below do not replace what it takes.
        var fresh = new GroupRollup(group);
        var rollup = audience.StartRollup(fresh);
        if (rollup != fresh)
        {
            await rollup.Loaded.Task.WaitAsync(ct);
            return rollup;
        }

        try
        {
            await LoadAsync(group, rollup, ct);
            rollup.Loaded.TrySetResult();
            return rollup;
        }
        catch (Exception e)
        {
            audience.StopRollup();
            rollup.Loaded.TrySetException(e);
            throw;
        }
    }

    private async Task<GroupRollup> LoadAsync(GroupName group, GroupRollup rollup, CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            foreach (var member in await store.ReadGroupAsync(Filter(group), ct))
            {
                rollup.Apply(live.Find(member.Id) is { } job && job.Current.Version > member.Version ? job.Current.ToMember() : member);
            }

            rollup.EndOfReading();
            return rollup;
        }
        finally
        {
            _reading.Release();
        }
    }
}
