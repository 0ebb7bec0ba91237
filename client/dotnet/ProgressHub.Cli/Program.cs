using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ProgressHub.Cli.Arguments;
using ProgressHub.Cli.Serving;

namespace ProgressHub.Cli;

/// <summary>The tool <c>progresshub</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        // Values may begin with @: --args @file is ours.
        var parsed = Tool.Make().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var teller = new Teller(args.TakeWhile(arg => arg != "--").Contains(CommonOptions.JsonName), isQuiet: false);
        if (parsed.Action is ParseErrorAction)
        {
            teller.Tell("usage", string.Join(' ', parsed.Errors.Select(error => error.Message)), $"See {Usage(parsed)} --help.");
            return ExitCode.Usage;
        }

        try
        {
            // Signals are ours, see Leaving.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (UsageException e)
        {
            teller.Tell("usage", e.Message, $"See {Usage(parsed)} --help.");
            return ExitCode.Usage;
        }
        catch (Exception e)
        {
            teller.Tell("internal", $"progresshub itself has a fault: {e}", "Report it, with the command line.");
            return ExitCode.Fault;
        }
    }

    private static string Usage(ParseResult parsed) =>
        parsed.CommandResult.Command is { Name: var name } && name != Tool.Name ? $"{Tool.Name} {name}" : Tool.Name;
}
