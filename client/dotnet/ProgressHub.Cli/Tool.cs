using System.CommandLine;
using System.CommandLine.Help;
using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Groups;
using ProgressHub.Cli.Jobs;
using ProgressHub.Cli.Logs;
using ProgressHub.Cli.Tracking;

namespace ProgressHub.Cli;

/// <summary>All commands of the tool.</summary>
internal static class Tool
{
    public const string Name = "progresshub";

    public static Command Make()
    {
        var help = new HelpOption { Action = new ToolHelp() };
        var root = new Command(Name, "Starts, watches and reports the jobs of a ProgressHub server. Data goes to stdout, everything else to stderr.")
        {
            new RunCommand(), new WatchCommand(), new ListCommand(), new GetCommand(),
            new LogCommand(), new CancelCommand(), new RetryCommand(), new TopCommand(), new TrackCommand(),
        };
        root.Options.Add(help);
        root.Options.Add(new VersionOption());
        CommonOptions.AddTo(root);
        root.SetAction(parsed => help.Action is ToolHelp printed ? printed.Invoke(parsed) : 0);
        return root;
    }
}
