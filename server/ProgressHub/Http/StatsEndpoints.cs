using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Execution;
using ProgressHub.Jobs;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>How the jobs stand, in numbers.</summary>
internal static class StatsEndpoints
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/stats", Guarded.Handler(ReadAsync));

    private static async Task ReadAsync(HttpContext http)
    {
        StrictQuery.Allow(http.Request, "kind", "group");
        var group = StrictQuery.One(http.Request, "group") is { } text ? Ids.ParseGroup(text) : GroupNames.All;
        await RequireAsync(http, group);
        var scope = new StatsScope(StrictQuery.One(http.Request, "kind"), group == GroupNames.All ? null : group);
        var stats = await http.RequestServices.GetRequiredService<IJobStore>().ReadStatsAsync(scope, http.RequestAborted);
        var table = http.RequestServices.GetRequiredService<KindTable>();
        if (scope.Group is not null && scope.Kind is null && stats.Kinds.Count == 0)
        {
            throw new ProblemException(Problem.GroupNotFound);
        }

        // A kind without jobs is told where it is known; of a forgotten one only a duration is left.
        var kinds = stats.Kinds.Select(kind => kind with { Known = table.Find(kind.Kind) is not null }).Where(kind => kind.Known || kind.ByState.Count > 0);
        if (scope.Group is null)
        {
            kinds = kinds.Concat(Idle(table, stats, scope.Kind)).OrderBy(kind => kind.Kind, StringComparer.Ordinal);
        }

        await JsonAnswer.WriteAsync(http, stats with { Kinds = [.. kinds] });
    }

    private static async Task RequireAsync(HttpContext http, GroupName group)
    {
        if (await http.RequestServices.GetRequiredService<JobRights>().MayAsync(http.User, group, JobOperation.Watch))
        {
            return;
        }

        throw group == GroupNames.All
            ? new ProblemException(Problem.Forbidden, "You may not see the numbers of all jobs; ask for those of a group with ?group=.", "group")
            : new ProblemException(Problem.GroupNotFound);
    }

    /// <summary>The kinds that this process knows and that have no job.</summary>
    private static IEnumerable<KindStats> Idle(KindTable table, JobStats stats, string? wanted)
    {
        var counted = stats.Kinds.Select(kind => kind.Kind).ToHashSet(StringComparer.Ordinal);
        return table.All.Where(kind => !counted.Contains(kind.Name) && (wanted is null || wanted == kind.Name))
            .Select(kind => new KindStats { Kind = kind.Name, Known = true, ByState = new Dictionary<string, long>() });
    }
}
