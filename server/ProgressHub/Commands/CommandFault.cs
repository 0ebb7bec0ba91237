using ProgressHub.Execution;

namespace ProgressHub.Commands;

/// <summary>A program that did not do its work; another attempt may.</summary>
internal class CommandFault(string type, string message) : NamedFault(type, message)
{
    public const string ExitCode = "exit-code";
    public const string NotStarted = "command-not-started";
}
