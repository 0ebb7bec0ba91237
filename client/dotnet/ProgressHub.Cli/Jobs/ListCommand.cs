using System.CommandLine;
using System.Text;
using System.Text.Json;
using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Showing;
using ProgressHub.Cli.Words;

namespace ProgressHub.Cli.Jobs;

/// <summary><c>list</c>: the newest or oldest jobs that fit.</summary>
internal sealed class ListCommand : ToolCommand
{
    private const int Default = 50;

    private readonly Option<string[]> _states = ToolOptions.States("Jobs in this state: scheduled, queued, running, succeeded, failed or canceled. May be repeated, or have commas.");
    private readonly Option<string[]> _kinds = ToolOptions.Kinds("Jobs of this kind. May be repeated.");
    private readonly Option<string[]> _group = ToolOptions.Groups("Jobs of this group.");
    private readonly Option<string> _text = new("--text") { Description = "Jobs with this text in id, kind, message or error.", HelpName = "TEXT" };
    private readonly Option<JobSort> _sort = ToolOptions.Sort("Which come first: newest or oldest; newest if it is not given.");
    private readonly Option<int> _limit = new("--limit") { Description = "How many at most.", HelpName = "N", DefaultValueFactory = _ => Default };

    public ListCommand()
        : base(
            "list",
            "Lists jobs, the newest first unless --sort says otherwise. In a pipe: id, kind, state, percentage, when it was created, text; separated by tabs, without a header, nothing cut.",
            "progresshub list",
            "progresshub list --state failed --kind import-csv --limit 10",
            "progresshub list --state queued --sort oldest",
            "progresshub list --state running,queued -q | xargs progresshub watch",
            "progresshub list --json --group tenant:42 | jq '.jobs[].progress'")
    {
        foreach (var option in (Option[])[_states, _kinds, _group, _text, _sort, _limit])
        {
            Options.Add(option);
        }

        Runs(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken ct)
    {
        var limit = parsed.GetValue(_limit);
        if (limit < 1)
        {
            throw new UsageException("--limit is 1 or more.");
        }

        var groups = parsed.GetValue(_group) ?? [];
        if (groups.Length > 1)
        {
            throw new UsageException("list takes one --group.");
        }

        var search = new JobSearch
        {
            Group = groups.Length == 1 ? new GroupName(groups[0]) : null,
            Kinds = parsed.GetValue(_kinds) is { Length: > 0 } kinds ? kinds : null,
            States = ToolOptions.StatesOf(parsed.GetValue(_states)),
            Text = parsed.GetValue(_text),
            Sort = parsed.GetValue(_sort),
            PageSize = Math.Min(limit, 500),
        };
        var jobs = await session.Client.ListAsync(search, ct).Take(limit).ToListAsync(ct);
        Print(session, jobs);
        return ExitCode.Succeeded;
    }

    private static void Print(Session session, List<JobSnapshot> jobs)
    {
        var data = session.Screen.Data;
        if (session.Settings.Json)
        {
            data.WriteLine(JsonSerializer.Serialize(new JobPage(jobs, null), ProtocolJson.TypeOf<JobPage>()));
        }
        else if (session.Settings.Quiet)
        {
            WriteAll(jobs.Select(job => job.Id.ToString()));
        }
        else if (!session.Screen.HasOut)
        {
            WriteAll(jobs.Select(job => string.Join('\t', job.Id, PlainText.Line(job.Kind), JobWords.State(job.State), JobWords.Percentage(job), Times.Exact(job.CreatedAt), JobWords.Doing(job))));
        }
        else if (jobs.Count == 0)
        {
            session.Teller.Say("No jobs.");
        }
        else
        {
            session.Screen.Out.Write(JobTable.Of(jobs, new Looks(session.Screen.Out.Profile.Capabilities.Unicode), session.Now));
        }

        void WriteAll(IEnumerable<string> lines) => data.Write(string.Concat(lines.Select(line => line + '\n')));
    }
}
