using System.Buffers;
using System.Text;
using ProgressHub.Execution;
using Quartz;

namespace ProgressHub.Quartz;

/// <summary>Reads from a firing what job it is to be shown as. What does not fit is mended and told in the job's log: nothing here keeps the Quartz job from running.</summary>
internal static class FiredJob
{
    private const int MaxKindLength = 128;

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:._-");

    /// <summary>Whether it is shown. A job that enqueues is not: what it enqueues is.</summary>
    public static bool IsWatched(IJobExecutionContext context) =>
        context.JobDetail.JobType.Type != typeof(EnqueueJob)
        && !(context.MergedJobDataMap.TryGetString(JobDataKeys.Watch, out var watch) && bool.TryParse(watch, out var watched) && !watched);

    /// <summary>The job, and what had to be mended of it.</summary>
    public static (ForeignJob Job, IReadOnlyList<string> Mended) Read(IJobExecutionContext context, LimitsOptions limits)
    {
        var mended = new List<string>();
        var attempt = context.RetryAttempt + 1;
        var job = new ForeignJob("quartz", KindOf(context), Groups(context, limits.GroupsPerJob, mended), FiredArgs.Read(context, limits.ArgsBytes, mended))
        {
            Attempt = attempt,
            MaxAttempts = Math.Max(attempt, (context.RetryPolicy?.MaxAttempts ?? 0) + 1),
        };
        return (job, mended);
    }

    public static string KindOf(IJobExecutionContext context)
    {
        var key = context.JobDetail.Key;
        return MendKind(context.MergedJobDataMap.TryGetString(JobDataKeys.Kind, out var kind) && !string.IsNullOrWhiteSpace(kind)
            ? kind
            : key.Group == JobKey.DefaultGroup ? key.Name : $"{key.Group}.{key.Name}");
    }

    public static string MendKind(string text)
    {
        var mended = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var fits = mended.Length > 0 ? Letters.Contains(letter) : char.IsAsciiLetterOrDigit(letter);
            if (fits || mended.Length > 0)
            {
                mended.Append(fits ? letter : '-');
            }
        }

        mended.Length = Math.Min(mended.Length, MaxKindLength);
        return mended.Length == 0 ? "quartz" : mended.ToString();
    }

    private static List<GroupName> Groups(IJobExecutionContext context, int most, List<string> mended)
    {
        var groups = new List<GroupName>();
        if (!context.MergedJobDataMap.TryGetString(JobDataKeys.Groups, out var text) || text is null)
        {
            return groups;
        }

        foreach (var name in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
        {
            if (!GroupName.TryParse(name, out var group) || name == "all")
            {
                mended.Add($"'{name}' is no group's name and was left out; use {GroupName.Pattern}, and not 'all', in which every job is.");
            }
            else if (groups.Count == most)
            {
                mended.Add($"A job has at most {most} groups; '{name}' was left out.");
            }
            else
            {
                groups.Add(group);
            }
        }

        return groups;
    }
}
