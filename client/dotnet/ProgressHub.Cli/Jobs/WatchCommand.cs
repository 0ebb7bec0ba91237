using System.CommandLine;
using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Serving;

namespace ProgressHub.Cli.Jobs;

/// <summary><c>watch [JOB…] [--group GROUP]</c>: follows jobs until all are final.</summary>
internal sealed class WatchCommand : ToolCommand
{
    private readonly Argument<JobId[]> _jobs = ToolOptions.Jobs(ArgumentArity.ZeroOrMore);
    private readonly Option<string[]> _groups = ToolOptions.Groups("Every job of this group; all is every job there is. May be repeated.");

    private readonly Option<bool> _logs = new("--logs") { Description = "Show what the jobs log, too." };

    public WatchCommand()
        : base(
            "watch",
            "Follows jobs until all of them are final; the exit code is that of the worst. With bars in a terminal; in a pipe one line per change of state or 10%: time, id, kind, state, percentage, text.",
            "progresshub watch 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11",
            "progresshub watch --logs 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11",
            "progresshub watch --group tenant:42",
            "progresshub watch --group nightly > nightly.log || echo \"something failed\"",
            "progresshub watch --json --group all | jq -r 'select(.finalizedAt) | .id'")
    {
        Arguments.Add(_jobs);
        Options.Add(_groups);
        Options.Add(_logs);
        Runs(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken ct)
    {
        var jobs = (parsed.GetValue(_jobs) ?? []).Distinct().Select(id => session.Client.Job(id)).ToList();
        var groups = (parsed.GetValue(_groups) ?? []).Distinct().Select(name => new GroupName(name)).ToList();
        if (jobs.Count + groups.Count == 0)
        {
            throw new UsageException("Say what to watch: the ids of jobs, or --group with a group; --group all is every job.");
        }

        if (parsed.GetValue(_logs) && jobs.Count == 0)
        {
            throw new UsageException("--logs goes with the ids of jobs.");
        }

        await MeetAsync(session, jobs, groups, ct);
        return await new Follower(session) { HasLogs = parsed.GetValue(_logs) }.FollowAsync(jobs, groups, Views.OfWatch(session, groups.Count > 0), ct);
    }

    /// <summary>A server that is not there at the beginning is told at once, and so is a group without jobs, which would never end.</summary>
    private static async Task MeetAsync(Session session, List<JobHandle> jobs, List<GroupName> groups, CancellationToken ct)
    {
        foreach (var group in groups)
        {
            if (await CountAsync(session, group, ct) == 0)
            {
                throw new ProgressHubException("group-not-found", $"There is no job in the group {group}, or you have no right to it.") { Cure = "Check its name; top shows the groups that have jobs." };
            }
        }

        if (groups.Count == 0)
        {
            try
            {
                await jobs[0].RefreshAsync(ct);
            }
            catch (JobNotFoundException)
            {
                // Its watch tells, beside the others.
            }
        }
    }

    private static async Task<long> CountAsync(Session session, GroupName group, CancellationToken ct)
    {
        try
        {
            return (await session.Api.GroupAsync(group.Value, ct)).Total;
        }
        catch (ProgressHubException fault) when (fault.Code == "group-not-found")
        {
            return 0;
        }
    }
}
