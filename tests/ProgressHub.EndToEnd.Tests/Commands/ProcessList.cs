using System.Globalization;

namespace ProgressHub.EndToEnd.Tests.Commands;

/// <summary>Finds the processes of a test by a word that stands in the command line of each, whatever their parents, sessions and environments are.</summary>
internal static class ProcessList
{
    /// <summary>A number of seconds that no other test sleeps for.</summary>
    public static string UniqueSeconds() => string.Create(CultureInfo.InvariantCulture, $"{Random.Shared.Next(10_000_000, 100_000_000)}.{Random.Shared.Next(100_000, 1_000_000)}");

    public static IReadOnlyList<string> With(string word) =>
        [.. Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(CommandLine).Where(line => line.Contains(word, StringComparison.Ordinal))];

    /// <summary>Empty for those that have ended and wait for their parent's notice, too.</summary>
    private static string CommandLine(string folder)
    {
        try
        {
            return $"{Path.GetFileName(folder)} {File.ReadAllText(Path.Join(folder, "cmdline")).Replace('\0', ' ')}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
