using System.Globalization;

namespace ProgressHub.Cli.Words;

/// <summary>What is said of a job. What is unknown is empty; nothing is made up.</summary>
internal static class JobWords
{
    /// <summary>A running job that reports nothing for this long is quiet: its rate and time left no longer hold.</summary>
    public static readonly TimeSpan QuietAfter = TimeSpan.FromSeconds(30);

    /// <summary>Time left is a guess at first, and is not shown this early in an attempt.</summary>
    private static readonly TimeSpan TooEarly = TimeSpan.FromSeconds(5);

    /// <summary>"1.42 of 2.00 GB", "1,204 of 2,270 rows", "12 files".</summary>
    public static string Amount(JobProgress? progress) => Amount(progress?.Done, progress?.Total, progress?.Unit);

    /// <summary>The same of numbers alone.</summary>
    public static string Amount(long? done, long? total, string? unit)
    {
        if (done is not { } count)
        {
            return "";
        }

        if (unit == "B")
        {
            var (digits, name) = Numbers.Bytes(count, total ?? count);
            return total is { } all ? $"{digits} of {Numbers.Bytes(all, all).Digits} {name}" : $"{digits} {name}";
        }

        var amount = total is { } whole ? $"{Numbers.Count(count)} of {Numbers.Count(whole)}" : Numbers.Count(count);
        return unit is null ? amount : $"{amount} {PlainText.Line(unit)}";
    }

    /// <summary>Floored; one decimal when 1% takes longer than a minute; 100% belongs to succeeded alone.</summary>
    public static string Percentage(JobSnapshot job)
    {
        if (job.State is JobState.Succeeded)
        {
            return "100%";
        }

        if (job.Progress is not { Fraction: { } fraction } progress)
        {
            return "";
        }

        var isSlow = job.State is JobState.Running && progress is { Total: { } total, RatePerSecond: > 0 and var rate } && total / 100.0 / rate > 60;
        var factor = isSlow ? 10 : 1;
        var percent = Math.Min(isSlow ? 99.9 : 99, Math.Floor((fraction * 100 * factor) + 1e-9) / factor);
        return percent.ToString(isSlow ? "F1" : "F0", CultureInfo.InvariantCulture) + "%";
    }

    /// <summary>"24.1 MB/s", "8,912 rows/s", below one a second "12 rows/min"; none of a quiet or final job.</summary>
    public static string Rate(JobSnapshot job, DateTimeOffset now) =>
        job.State is JobState.Running && Quiet(job, now) is null ? Rate(job.Progress?.RatePerSecond, job.Progress?.Unit) : "";

    /// <summary>The same of numbers alone.</summary>
    public static string Rate(double? perSecond, string? unit)
    {
        if (perSecond is not { } rate || rate <= 0)
        {
            return "";
        }

        var (value, per) = rate < 1 ? (rate * 60, "min") : (rate, "s");
        if (unit == "B")
        {
            var (digits, name) = Numbers.Bytes(value, value);
            return $"{digits} {name}/{per}";
        }

        return $"{Numbers.TightCount(Math.Round(value))}{(unit is null ? "" : $" {PlainText.Line(unit)}")}/{per}";
    }

    /// <summary>"about 2 min left", where the job knows and the number still holds.</summary>
    public static string Left(JobSnapshot job, DateTimeOffset now) =>
        job is { State: JobState.Running, Progress.EtaSeconds: { } eta, StartedAt: { } started, CancelRequested: not true, LostAt: null }
            && now - started >= TooEarly && Quiet(job, now) is null
            ? Times.Left(eta)
            : "";

    /// <summary>How long a running job has said nothing; null while that is nothing to speak of.</summary>
    public static TimeSpan? Quiet(JobSnapshot job, DateTimeOffset now) =>
        job.State is JobState.Running && now - (job.ReportedAt ?? job.StartedAt) is { } silence && silence > QuietAfter ? silence : null;

    /// <summary>How a job stands in time: time left, how long it runs, waits or took, or what is odd about it.</summary>
    public static string Standing(JobSnapshot job, DateTimeOffset now) => job switch
    {
        { FinalizedAt: { } end, State: JobState.Succeeded } => job.StartedAt is { } start ? $"took {Times.Took(end - start)}" : "",
        { FinalizedAt: not null } => StoppedAt(job),
        { CancelRequested: true } => "Canceling…",
        { LostAt: { } lost } => $"Lost for {Times.Span(now - lost)}",
        { State: JobState.Scheduled, WaitsFor: { Count: > 0 } first } => first.Count == 1 ? "Waits for 1 job" : $"Waits for {first.Count} jobs",
        { State: JobState.Scheduled, DueAt: { } due } => due > now ? $"Starts in {Times.Span(due - now)}" : "Starts now",
        { State: JobState.Queued or JobState.Scheduled } => $"Waiting {Times.Span(now - job.CreatedAt)}",
        _ when Quiet(job, now) is { } silence => $"Quiet for {Times.Span(silence)}",
        _ when Left(job, now) is { Length: > 0 } left => left,
        { StartedAt: { } started } => Times.Clock(now - started),
        _ => "",
    };

    /// <summary>What it is doing, or why it did not succeed, in one line.</summary>
    public static string Doing(JobSnapshot job)
    {
        if (job.Error is { } error && job.State is JobState.Failed or JobState.Canceled)
        {
            return PlainText.Line(error.Message);
        }

        string?[] parts =
        [
            job is { Attempt: > 1, State: JobState.Running } ? $"attempt {job.Attempt} of {job.MaxAttempts}" : null,
            job is { Error: { } last, State: JobState.Scheduled } ? $"attempt {job.Attempt} failed: {PlainText.Line(last.Message)}" : null,
            job.IsFinal() ? null : PlainText.Line(job.Progress?.Stage),
            PlainText.Line(job.Progress?.Message),
        ];
        return string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    /// <summary>"imported 23,017  rejected 2".</summary>
    public static string Counters(JobSnapshot job) => job.Counters is null
        ? ""
        : string.Join("  ", job.Counters.Select(counter => $"{PlainText.Line(counter.Key)} {Numbers.Count(counter.Value)}"));

    /// <summary>The word of the state, as on the wire.</summary>
    public static string State(JobState state) => state.ToString().ToLowerInvariant();

    private static string StoppedAt(JobSnapshot job)
    {
        var word = job.State is JobState.Failed ? "failed" : "canceled";
        return Percentage(job) is { Length: > 0 } percent ? $"{word} at {percent}" : word;
    }
}
