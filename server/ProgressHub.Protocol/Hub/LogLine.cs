namespace ProgressHub;

/// <summary>One line a job has logged.</summary>
/// <param name="Seq">Its number: 1 for the job's first line, and one more for each line, over all attempts.</param>
/// <param name="At">When it was logged.</param>
/// <param name="Level">How grave it is, by the name that .NET gives the level: <c>Trace</c>, <c>Debug</c>, <c>Information</c>, <c>Warning</c>, <c>Error</c> or <c>Critical</c>.</param>
/// <param name="Text">One line of up to 4 KiB of UTF-8, cut visibly.</param>
public sealed record LogLine(long Seq, DateTimeOffset At, string Level, string Text);
