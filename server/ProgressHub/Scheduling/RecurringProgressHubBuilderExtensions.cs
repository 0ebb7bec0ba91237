using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Scheduling;

namespace ProgressHub;

/// <summary>Recurring jobs in code.</summary>
public static class RecurringProgressHubBuilderExtensions
{
    /// <summary>Enqueues a job of a kind again and again, each occurrence once however many processes share the store.</summary>
    /// <remarks>At the start the definition is put into the store in place of an older one of its name, which stays paused if it was; those that an earlier start has put and no code names any more are removed. So processes that share a store define the same ones.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">Follows <see cref="GroupName.Pattern"/>.</param>
    /// <param name="cron">Five fields mean Unix cron, as in <c>0 3 * * *</c>; six or seven mean Quartz, with weekdays as names.</param>
    /// <param name="kind">The kind, added with <c>AddJob</c>.</param>
    /// <param name="args">The arguments of each job.</param>
    /// <param name="configure">Time zone, missed occurrences, groups, priority, attempts.</param>
    /// <exception cref="JobRefusedException">The name, the cron expression or the time zone is not as it should be.</exception>
    public static IProgressHubBuilder AddRecurring<TArgs>(
        this IProgressHubBuilder builder, string name, string cron, JobKind<TArgs> kind, TArgs args, Action<RecurringOptions>? configure = null)
        where TArgs : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(args);
        var options = new RecurringOptions();
        configure?.Invoke(options);
        RecurrenceNames.Check(name);
        _ = CronSchedule.Parse(cron, options.TimeZone);
        builder.Services.AddSingleton(new RecurringDefinition(name, cron, kind.Name, args, options));
        return builder;
    }
}
