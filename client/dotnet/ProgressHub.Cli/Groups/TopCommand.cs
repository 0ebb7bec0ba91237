using System.Collections.Concurrent;
using System.CommandLine;
using System.Text.Json;
using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Showing;
using ProgressHub.Cli.Words;
using Spectre.Console;

namespace ProgressHub.Cli.Groups;

/// <summary><c>top</c>: all groups at a glance, the busy ones first.</summary>
internal sealed class TopCommand : ToolCommand
{
    /// <summary>Read in one round; of more groups than that the rest is counted.</summary>
    private const int MostGroups = 200;

    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);

    private readonly Option<string[]> _groups = ToolOptions.Groups("Only this group. May be repeated.");

    public TopCommand()
        : base(
            "top",
            "Shows every group at a glance, renewed every 2 s until Ctrl+C. In a pipe, and with --json, once: name, jobs, running, queued, scheduled, succeeded, failed, canceled, percentage.",
            "progresshub top",
            "progresshub top --group tenant:42 --group nightly",
            "progresshub top | awk -F'\\t' '$7 > 0 { print $1 }'")
    {
        Options.Add(_groups);
        Runs(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken ct)
    {
        var chosen = parsed.GetValue(_groups) ?? [];
        if (session.Settings.Json || session.Settings.Quiet || !session.Screen.HasOut || !session.Screen.CanRedraw)
        {
            Print(session, (await ReadAsync(session, chosen, ct)).Groups);
            return ExitCode.Succeeded;
        }

        await ShowAsync(session, chosen, ct);
        return ExitCode.Succeeded;
    }

    private static async Task ShowAsync(Session session, string[] chosen, CancellationToken ct)
    {
        var looks = new Looks(session.Screen.Err.Profile.Capabilities.Unicode);
        var table = new RowTable(looks) { HasSeconds = false };
        // The first answer decides whether there is anything to show; from then on an outage is waited out.
        var (groups, more) = await ReadAsync(session, chosen, ct);
        await session.Screen.Err.Live(table).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Bottom).StartAsync(async live =>
        {
            var awaySince = (long?)null;
            while (true)
            {
                var room = Math.Max(1, session.Screen.Err.Profile.Height - 3);
                var isStale = awaySince is not null;
                table.Rows = [.. groups.Take(room).Select(group => RowMaker.Of(group, looks, isStale))];
                var hidden = Math.Max(0, groups.Count - room) + more;
                table.Notice = awaySince is { } since ? $"The server is away for {Times.Span(session.Time.GetElapsedTime(since))}. Trying again."
                    : hidden > 0 ? $"{Numbers.Count(hidden)} more"
                    : groups.Count == 0 ? "No jobs."
                    : "";
                live.Refresh();
                await Task.Delay(Gap, session.Time, ct);
                try
                {
                    (groups, more) = await ReadAsync(session, chosen, ct);
                    awaySince = null;
                }
                catch (ProgressHubException fault) when (fault.IsTransient)
                {
                    awaySince ??= session.Time.GetTimestamp();
                    if (session.Time.GetElapsedTime(awaySince.Value) > session.Settings.Patience)
                    {
                        throw;
                    }
                }
            }
        });
    }

    /// <summary>The roll-ups, those with work before those without, and how many groups were not read.</summary>
    private static async Task<(IReadOnlyList<GroupSummary> Groups, int More)> ReadAsync(Session session, string[] chosen, CancellationToken ct)
    {
        string[] names = chosen.Length > 0 ? chosen : ["all", .. await session.Api.GroupsAsync(ct)];
        var read = new ConcurrentBag<GroupSummary>();
        await Parallel.ForEachAsync(names.Take(MostGroups), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct }, async (name, each) =>
        {
            try
            {
                read.Add(await session.Api.GroupAsync(name, each));
            }
            catch (ProgressHubException fault) when (fault.Code == "group-not-found" && chosen.Length == 0)
            {
                // Not everybody may see every job.
            }
        });
        var groups = read.Where(group => group.Total > 0 || chosen.Length > 0).OrderByDescending(group => group.Name.Value == "all")
            .ThenByDescending(group => Count(group, JobState.Running) > 0).ThenByDescending(group => Count(group, JobState.Queued) > 0).ThenBy(group => group.Name.Value, StringComparer.Ordinal);
        return ([.. groups], Math.Max(0, names.Length - MostGroups));
    }

    private static void Print(Session session, IReadOnlyList<GroupSummary> groups)
    {
        if (session.Settings.Json)
        {
            session.Screen.Data.WriteLine(JsonSerializer.Serialize(groups, ProtocolJson.TypeOf<IReadOnlyList<GroupSummary>>()));
            return;
        }

        foreach (var group in groups)
        {
            session.Screen.Data.WriteLine(session.Settings.Quiet
                ? group.Name.Value
                : string.Join('\t', [group.Name.Value, group.Total, .. Enum.GetValues<JobState>().OrderBy(Order).Select(state => (object)Count(group, state)), RowMaker.Of(group, new Looks(hasUnicode: false)).Percent]));
        }
    }

    private static int Order(JobState state) => state switch { JobState.Running => 0, JobState.Queued => 1, JobState.Scheduled => 2, _ => (int)state };

    private static long Count(GroupSummary group, JobState state) => group.ByState.GetValueOrDefault(JobWords.State(state));
}
