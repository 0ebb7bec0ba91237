namespace ProgressHub.Commands.Settings;

/// <summary>The ways in which progress is read.</summary>
internal enum ProgressRuleName
{
    /// <summary>The named groups of a regular expression.</summary>
    Pattern,

    /// <summary>The last percentage of a line.</summary>
    Percent,

    /// <summary>Each line is one done.</summary>
    Lines,

    /// <summary>What ffmpeg prints with <c>-progress pipe:1</c>.</summary>
    Ffmpeg,
}
