using ProgressHub.Jobs;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Reads which jobs a change of many is for.</summary>
internal static class JobFilters
{
    private const string Members = "ids, group, kind, state, q, parent, createdBefore, createdAfter";

    private const int MostIds = 1000;

    /// <summary>The jobs that are named one by one; null where the filter says which.</summary>
    public static IReadOnlyList<JobId>? ToIds(JobFilter filter)
    {
        if (filter.Ids is not { } ids)
        {
            return null;
        }

        if (filter with { Ids = null, DryRun = null } != new JobFilter())
        {
            throw new ProblemException(Problem.InvalidRequest, "'ids' names the jobs, so nothing else can filter them. Send it alone.", "ids");
        }

        return ids.Count is > 0 and <= MostIds
            ? [.. ids.Select(Ids.Parse).Distinct()]
            : throw new ProblemException(Problem.InvalidRequest, $"'ids' names {ids.Count} jobs; name 1 to {MostIds:N0}.", "ids");
    }

    /// <summary>The jobs that fit, among those that can be changed, and that were there when the request came.</summary>
    /// <param name="filter">The body.</param>
    /// <param name="states">The states that can be changed.</param>
    /// <param name="byDefault">The states that are meant when none is named.</param>
    /// <param name="now">When the request came.</param>
    public static JobSearch ToSearch(JobFilter filter, IReadOnlyList<JobState> states, IReadOnlyList<JobState> byDefault, DateTimeOffset now)
    {
        if (filter is { Group: null, Kind: null, State: null, Q: null or "", Parent: null, CreatedBefore: null, CreatedAfter: null })
        {
            throw new ProblemException(Problem.InvalidRequest, $"The filter is empty. Name at least one of {Members}; {{\"group\":\"all\"}} means every job.", "body");
        }

        return new JobSearch
        {
            Group = filter.Group is { } group && group != GroupNames.All.Value ? Ids.ParseGroup(group) : null,
            Kinds = NotEmpty(filter.Kind, "kind"),
            States = NotEmpty(filter.State, "state")?.Select((text, index) => ParseState(text, index, states)).Distinct().ToList() ?? byDefault,
            Text = filter.Q,
            Parent = filter.Parent is { } parent ? Ids.Parse(parent) : null,
            CreatedAfter = filter.CreatedAfter,
            CreatedBefore = filter.CreatedBefore < now ? filter.CreatedBefore : now,
            Limit = BulkChange.PageSize,
        };
    }

    // Nothing in a list means no job at all, and a caller who wrote that meant something else.
    private static IReadOnlyList<string>? NotEmpty(IReadOnlyList<string>? list, string member) => list is not []
        ? list
        : throw new ProblemException(Problem.InvalidRequest, $"'{member}' is empty. Leave it out, or name one.", member);

    private static JobState ParseState(string text, int index, IReadOnlyList<JobState> states) =>
        JobStates.TryParse(text, out var state) && states.Contains(state)
            ? state
            : throw new ProblemException(
                Problem.InvalidRequest, $"Jobs in the state '{text}' cannot be changed so. There are: {string.Join(", ", states.Select(s => s.Name()))}.", $"state[{index}]");
}
