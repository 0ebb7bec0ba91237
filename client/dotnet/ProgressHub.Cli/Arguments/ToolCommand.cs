using System.CommandLine;
using ProgressHub.Cli.Serving;

namespace ProgressHub.Cli.Arguments;

/// <summary>A command with examples, which its help prints last.</summary>
internal abstract class ToolCommand : Command
{
    /// <param name="name">As it is typed.</param>
    /// <param name="description">What it does, in a sentence or two.</param>
    /// <param name="examples">Whole command lines.</param>
    protected ToolCommand(string name, string description, params string[] examples)
        : base(name, description) => Examples = examples;

    public IReadOnlyList<string> Examples { get; }

    /// <summary>What runs: faults, signals and the time limit become exit codes outside of it.</summary>
    protected void Runs(Func<ParseResult, Session, CancellationToken, Task<int>> body) =>
        SetAction((parsed, _) => Session.RunAsync(ToolSettings.Read(parsed), (session, ct) => body(parsed, session, ct)));
}
