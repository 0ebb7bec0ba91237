using System.Text.Json;
using ProgressHub.Cli.Words;

namespace ProgressHub.Cli.Jobs;

/// <summary>All that is known of a job, as names and values; what is unknown is left out.</summary>
internal static class JobFacts
{
    public static IReadOnlyList<(string Name, string Value)> Of(JobSnapshot job, JsonElement? result, DateTimeOffset now)
    {
        var progress = job.Progress;
        (string Name, string? Value)[] facts =
        [
            ("id", job.Id.ToString()),
            ("kind", job.Kind),
            ("state", JobWords.State(job.State)),
            ("done", JobWords.Percentage(job)),
            ("amount", JobWords.Amount(progress)),
            ("rate", JobWords.Rate(job, now)),
            ("standing", JobWords.Standing(job, now)),
            ("stage", progress?.Stage),
            ("message", progress?.Message),
            ("counters", JobWords.Counters(job)),
            ("groups", string.Join(", ", job.Groups)),
            ("attempt", job.Attempt > 0 ? $"{job.Attempt} of {job.MaxAttempts}" : null),
            ("priority", job.Priority == 0 ? null : $"{job.Priority}"),
            ("key", job.ConcurrencyKey),
            ("created", Times.Exact(job.CreatedAt)),
            ("due", job.DueAt is { } due && !job.IsFinal() ? Times.Exact(due) : null),
            ("started", job.StartedAt is { } started ? Times.Exact(started) : null),
            ("reported", job.ReportedAt is { } reported ? Times.Exact(reported) : null),
            ("ended", job.FinalizedAt is { } ended ? Times.Exact(ended) : null),
            ("node", job.Node),
            ("parent", job.ParentId?.ToString()),
            ("children", job.Children is { } children ? $"{children.Total}: {children.Succeeded} succeeded, {children.Failed} failed, {children.Canceled} canceled" : null),
            ("waits for", job.WaitsFor is { Count: > 0 } first ? string.Join(", ", first) : null),
            ("scheduler", job.Scheduler),
            ("recurring", job.Recurring),
            ("error", job.Error is { } error ? $"{error.Type}: {error.Message}" : null),
            ("result", result?.GetRawText()),
        ];
        return [.. facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => (fact.Name, PlainText.Line(fact.Value)))];
    }
}
