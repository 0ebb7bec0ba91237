namespace ProgressHub.Reporting;

/// <summary>Where the lines go that come with reports on external jobs.</summary>
internal interface ILineSink
{
    /// <summary>Takes lines that belong to the log of a job. Called once for each report that counts, after it was stored and before it is answered.</summary>
    ValueTask AppendAsync(JobSnapshot job, IReadOnlyList<LogLine> lines);
}
