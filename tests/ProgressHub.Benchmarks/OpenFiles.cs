namespace ProgressHub.Benchmarks;

/// <summary>Each connection is an open file of the process; .NET raises the soft limit to the hard one by itself.</summary>
internal static class OpenFiles
{
    private const string Limits = "/proc/self/limits";

    public static bool Allow(int needed)
    {
        var line = File.Exists(Limits) ? File.ReadLines(Limits).FirstOrDefault(text => text.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        if (line is null || !long.TryParse(line[26..46].Trim(), out var limit) || limit >= needed)
        {
            return true;
        }

        Console.Error.WriteLine($"{needed} open files are needed and {limit} are allowed. Run `ulimit -n {needed}` first, as root if it is refused, or take fewer --watchers.");
        return false;
    }
}
