namespace ProgressHub.Commands.Settings;

/// <summary>Which lines of a program's output become the job's log.</summary>
internal enum LoggedLines
{
    /// <summary>Those that are no progress.</summary>
    Rest,

    /// <summary>All.</summary>
    All,

    /// <summary>None.</summary>
    None,
}
