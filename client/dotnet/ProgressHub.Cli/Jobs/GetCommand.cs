using System.CommandLine;
using System.Text;
using System.Text.Json;
using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Serving;

namespace ProgressHub.Cli.Jobs;

/// <summary><c>get JOB</c>: one job as it stands.</summary>
internal sealed class GetCommand : ToolCommand
{
    private readonly Argument<JobId[]> _job = ToolOptions.Jobs(ArgumentArity.ExactlyOne);

    public GetCommand()
        : base(
            "get",
            "Shows one job as it stands, with its result or its error. In a pipe: a name and a value a line, separated by a tab.",
            "progresshub get 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11",
            "progresshub get --json 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11 | jq .progress.fraction",
            "progresshub get 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11 | grep ^state")
    {
        Arguments.Add(_job);
        Runs(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken ct)
    {
        var job = await session.Client.GetAsync(parsed.GetRequiredValue(_job)[0], ct: ct);
        if (session.Settings.Json)
        {
            session.Screen.Data.WriteLine(Encoding.UTF8.GetString(job.ToUtf8Json().Span));
            return ExitCode.Succeeded;
        }

        if (session.Settings.Quiet)
        {
            session.Screen.Data.WriteLine(job.Id.ToString());
            return ExitCode.Succeeded;
        }

        JsonElement? result = job.ResultBytes is null ? job.Result : await session.Api.ResultAsync(job.Id, ct);
        var facts = JobFacts.Of(job, result, session.Now);
        var width = facts.Max(fact => fact.Name.Length);
        foreach (var (name, value) in facts)
        {
            session.Screen.Data.WriteLine(session.Screen.HasOut ? $"{name.PadRight(width)}  {value}" : $"{name}\t{value}");
        }

        return ExitCode.Succeeded;
    }
}
