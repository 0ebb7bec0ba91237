using ProgressHub.Cli.Words;
using Spectre.Console;

namespace ProgressHub.Cli.Showing;

/// <summary>Makes rows of jobs and groups.</summary>
internal static class RowMaker
{
    /// <param name="job">The job.</param>
    /// <param name="looks">How states look here.</param>
    /// <param name="now">By the server's clock.</param>
    /// <param name="isStale">Whether the server may know better by now: then nothing moves, and no time is told.</param>
    public static Row Of(JobSnapshot job, Looks looks, DateTimeOffset now, bool isStale)
    {
        var isQuiet = JobWords.Quiet(job, now) is not null || job.CancelRequested is true;
        var (glyph, style) = looks.Of(job, isQuiet);
        var isWaiting = job.State is JobState.Scheduled or JobState.Queued;
        var fraction = job.State is JobState.Succeeded ? 1 : job.Progress?.Fraction;
        var isFailed = job.Error is not null && job.State is JobState.Failed or JobState.Canceled;
        return new(glyph, isStale ? Looks.Faint : style, PlainText.Line(job.Kind))
        {
            Parts = fraction is { } known && !isWaiting ? [(known, isStale ? Looks.Faint : style)] : [],
            IsSweeping = !isStale && !isQuiet && fraction is null && job is { State: JobState.Running, LostAt: null },
            Percent = isWaiting ? "" : JobWords.Percentage(job),
            Amount = isWaiting ? "" : JobWords.Amount(job.Progress),
            Rate = isStale ? "" : JobWords.Rate(job, now),
            Standing = isStale && job.State is JobState.Running ? "" : JobWords.Standing(job, now),
            Doing = Second(job, looks),
            DoingStyle = isFailed ? style : Looks.Faint,
            Tail = job.Id.ToString(),
        };
    }

    public static Row Of(GroupSummary group, Looks looks, bool isStale = false)
    {
        var (glyph, style) = looks.Of(group);
        long Count(JobState state) => group.ByState.GetValueOrDefault(JobWords.State(state));
        var total = Math.Max(1, group.Total);
        var succeeded = (double)Count(JobState.Succeeded) / total;
        var failed = (double)Count(JobState.Failed) / total;
        var canceled = (double)Count(JobState.Canceled) / total;
        var isLive = Count(JobState.Running) + Count(JobState.Queued) + Count(JobState.Scheduled) > 0;
        var running = Math.Max(0, Math.Min(group.Fraction ?? 0, 1) - succeeded - failed - canceled);
        string?[] counts = [.. new[] { JobState.Running, JobState.Queued, JobState.Scheduled, JobState.Failed, JobState.Canceled }
            .Where(state => Count(state) > 0).Select(state => $"{Numbers.Count(Count(state))} {JobWords.State(state)}")];
        return new(glyph, isStale ? Looks.Faint : style, PlainText.Line(group.Name.Value))
        {
            Parts = isStale ? [(Math.Min(group.Fraction ?? 0, 1), Looks.Faint)] : [(succeeded, Looks.Succeeded), (running, Looks.Running), (failed, Looks.Failed), (canceled, Looks.Canceled)],
            Percent = group.Total == 0 ? "" : isLive ? $"{Math.Min(99, Math.Floor((group.Fraction ?? 0) * 100))}%" : "100%",
            Amount = $"{Numbers.Count(Count(JobState.Succeeded) + Count(JobState.Failed) + Count(JobState.Canceled))} of {Numbers.Count(group.Total)} jobs",
            Rate = isLive && !isStale ? JobWords.Rate(group.RatePerSecond, group.Unit ?? "jobs") : "",
            Standing = string.Join(looks.Separator, counts.Append(isLive && !isStale && group.EtaSeconds is { } eta ? Times.Left(eta) : null).Where(text => text is not null)),
        };
    }

    private static string Second(JobSnapshot job, Looks looks)
    {
        var counters = JobWords.Counters(job);
        return string.Join(looks.Separator, new[] { JobWords.Doing(job), counters }.Where(text => text.Length > 0));
    }
}
