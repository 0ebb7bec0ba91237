namespace ProgressHub;

/// <summary>Log lines of one job.</summary>
/// <param name="Id">The job.</param>
/// <param name="FirstSeq">The number of the first line here.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Dropped">How many lines the cap has dropped so far.</param>
public sealed record LogLines(JobId Id, long FirstSeq, IReadOnlyList<LogLine> Lines, long Dropped = 0);

/// <summary>One line a job has logged.</summary>
/// <param name="At">When.</param>
/// <param name="Level">The level's name, as .NET writes it.</param>
/// <param name="Text">Up to 4 KiB.</param>
public sealed record LogLine(DateTimeOffset At, string Level, string Text);
