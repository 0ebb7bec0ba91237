namespace ProgressHub;

/// <summary>A piece of a job's log: everything that there is of the numbers from <see cref="FirstSeq"/> to before <see cref="NextSeq"/>, as far as it was asked for.</summary>
/// <param name="Id">The job.</param>
/// <param name="FirstSeq">The first number that this piece covers. Where it is more than one above the last number you have, lines are missing between.</param>
/// <param name="NextSeq">The first number after this piece; ask for what comes after the one before it.</param>
/// <param name="Lines">The lines, by their numbers.</param>
/// <param name="Dropped">How many lines, the oldest of the log, are no longer kept: the numbers from 1 to this one.</param>
public sealed record LogLines(JobId Id, long FirstSeq, long NextSeq, IReadOnlyList<LogLine> Lines, long Dropped = 0);
