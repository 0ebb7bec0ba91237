using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Storage;

namespace ProgressHub.Publishing;

/// <summary>Compares the roll-ups of this node with the store, one group after the other. It changes none: what it finds goes the way of any change.</summary>
internal sealed class WatchedGroups(IJobStore store, AudienceTable audiences) : IWatchedGroups
{
    public IReadOnlyList<GroupName> CountedIn(JobId id) => [.. Rollups().Where(rollup => rollup.Counts(id)).Select(rollup => rollup.Name)];

    public async Task<IReadOnlyList<JobId>> FindMissedAsync(CancellationToken ct)
    {
        HashSet<JobId> missed = [];
        foreach (var rollup in Rollups())
        {
            // Before the reading: what is counted meanwhile cannot be in it, and is not gone for that.
            var gone = rollup.Ids();
            foreach (var member in await store.ReadGroupAsync(rollup.Name == GroupNames.All ? null : rollup.Name, ct))
            {
                gone.Remove(member.Id);
                if (rollup.IsNews(member))
                {
                    missed.Add(member.Id);
                }
            }

            missed.UnionWith(gone);
        }

        return [.. missed];
    }

    private IEnumerable<GroupRollup> Rollups() => audiences.Groups.Select(group => group.Rollup).OfType<GroupRollup>();
}
