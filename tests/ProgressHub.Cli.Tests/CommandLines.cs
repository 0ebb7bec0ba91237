using System.CommandLine;
using System.Text.RegularExpressions;

namespace ProgressHub.Cli.Tests;

/// <summary>Reads command lines as they are printed in help and documents: the first of a pipe, with quotes as a shell has them.</summary>
internal static partial class CommandLines
{
    public static ParseResult Parse(string line)
    {
        var command = Command().Match(line);
        command.Success.ShouldBeTrue(line);
        var words = Words().Matches(command.Groups["rest"].Value).Select(word => word.Value).TakeWhile(word => word is not ("|" or ">" or "||" or "#"));
        return Tool.Make().Parse([.. words.Select(Unquoted)], new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    private static string Unquoted(string word) => word.Length > 1 && word[0] is '\'' or '"' ? word[1..^1] : word;

    [GeneratedRegex(@"^(\$ )?(\w+=\$\()?progresshub (?<rest>.*?)\)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"'[^']*'|""[^""]*""|\S+", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
