namespace ProgressHub.Cli.Logs;

/// <summary>Levels of log lines.</summary>
internal static class LogLevels
{
    public static readonly IReadOnlyList<string> Names = ["trace", "debug", "information", "warning", "error", "critical"];

    /// <summary>Three letters, as in the server's own text: <c>INF</c>.</summary>
    public static string Short(string level) => level switch
    {
        "Trace" => "TRC",
        "Debug" => "DBG",
        "Warning" => "WRN",
        "Error" => "ERR",
        "Critical" => "CRT",
        _ => "INF",
    };
}
