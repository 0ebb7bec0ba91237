using System.CommandLine;
using System.Text;
using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Words;

namespace ProgressHub.Cli.Jobs;

/// <summary>What <c>cancel</c> and <c>retry</c> have in common: jobs by id, or many by group, state and kind.</summary>
internal abstract class ChangeCommand : ToolCommand
{
    private readonly Argument<JobId[]> _jobs = ToolOptions.Jobs(ArgumentArity.ZeroOrMore);
    private readonly Option<string[]> _group = ToolOptions.Groups("Every job of this group; all is every job there is.");
    private readonly Option<string[]> _states = ToolOptions.States("Every job in this state. May be repeated, or have commas.");
    private readonly Option<string[]> _kinds = ToolOptions.Kinds("Every job of this kind. May be repeated.");
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Change many jobs without asking; needed where nobody can be asked." };

    protected ChangeCommand(string name, string description, params string[] examples)
        : base(name, description, examples)
    {
        Arguments.Add(_jobs);
        foreach (var option in (Option[])[_group, _states, _kinds, _yes])
        {
            Options.Add(option);
        }

        Runs(RunAsync);
    }

    /// <summary>Changes one job and answers how it stands.</summary>
    protected abstract Task<JobSnapshot> ChangeAsync(ProgressHubClient client, JobId id, CancellationToken ct);

    private async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken ct)
    {
        var jobs = parsed.GetValue(_jobs) ?? [];
        var groups = parsed.GetValue(_group) ?? [];
        var filter = new JobFilter
        {
            Group = groups.Length > 0 ? groups[0] : null,
            Kind = parsed.GetValue(_kinds) is { Length: > 0 } kinds ? kinds : null,
            State = parsed.GetValue(_states) is { Length: > 0 } states ? [.. states.Select(state => state.ToLowerInvariant())] : null,
        };
        var isMany = filter != new JobFilter();
        if (groups.Length > 1 || jobs.Length > 0 == isMany)
        {
            throw new UsageException($"Say which jobs to {Name}: either their ids, or --group (one), --state and --kind.");
        }

        return isMany ? await ManyAsync(session, filter, parsed.GetValue(_yes), ct) : await EachAsync(session, jobs, ct);
    }

    private async Task<int> EachAsync(Session session, IReadOnlyList<JobId> jobs, CancellationToken ct)
    {
        var code = ExitCode.Succeeded;
        foreach (var id in jobs.Distinct())
        {
            try
            {
                var job = await ChangeAsync(session.Client, id, ct);
                session.Screen.Data.WriteLine(session.Settings switch
                {
                    { Json: true } => Encoding.UTF8.GetString(job.ToUtf8Json().Span),
                    { Quiet: true } => job.Id.ToString(),
                    _ => $"{job.Id}\t{JobWords.State(job.State)}{(job is { CancelRequested: true, FinalizedAt: null } ? ", canceling" : "")}",
                });
            }
            catch (ProgressHubException fault) when (!fault.IsTransient)
            {
                code = ExitCode.Worse(code, session.Tell(fault));
            }
        }

        return code;
    }

    private async Task<int> ManyAsync(Session session, JobFilter filter, bool isSure, CancellationToken ct)
    {
        if (!isSure)
        {
            if (Console.IsInputRedirected || !session.Screen.HasErr)
            {
                throw new UsageException($"To {Name} many jobs where nobody can be asked, add --yes.");
            }

            var found = await session.Api.ChangeAsync(Name, filter with { DryRun = true }, ct);
            // What comes after the question was asked is not touched by the answer.
            filter = filter with { CreatedBefore = session.Now };
            await Console.Error.WriteAsync($"{char.ToUpperInvariant(Name[0])}{Name[1..]} {Numbers.Count(found.Matched)} {(found.Matched == 1 ? "job" : "jobs")}? [y/N] ");
            if (found.Matched == 0 || await Task.Run(Console.ReadLine, ct).WaitAsync(ct) is not ("y" or "Y" or "yes"))
            {
                await Console.Error.WriteLineAsync(found.Matched == 0 ? "There is nothing to do." : "Nothing was changed.");
                return ExitCode.Succeeded;
            }
        }

        var answer = await session.Api.ChangeAsync(Name, filter, ct);
        session.Screen.Data.WriteLine(session.Settings.Json
            ? System.Text.Json.JsonSerializer.Serialize(answer, ProtocolJson.TypeOf<BulkAnswer>())
            : session.Screen.HasOut ? $"{Numbers.Count(answer.Changed)} of {Numbers.Count(answer.Matched)} changed." : $"{answer.Matched}\t{answer.Changed}");
        return ExitCode.Succeeded;
    }
}
