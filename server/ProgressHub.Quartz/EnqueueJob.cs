using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ProgressHub.Execution;
using ProgressHub.Quartz;
using Quartz;

namespace ProgressHub;

/// <summary>A Quartz job that enqueues a job of ProgressHub, which then runs there with its attempts, limits and workers. What to enqueue stands in the job data: see <see cref="Data{TArgs}"/> and <see cref="JobDataKeys"/>.</summary>
/// <remarks>One fire time of a trigger enqueues one job: a firing that Quartz repeats, as after a crash (<c>RequestRecovery</c>), a retry or a refire, finds that job instead of adding another. While the store is away the firing fails and is retried up to 10 times within some minutes, unless its trigger has a retry policy of its own.</remarks>
[RetryPolicy(10, "00:00:02", 2, MaxDelay = "00:01:00")]
public sealed class EnqueueJob : IJob
{
    private readonly IJobQueue _queue;

    /// <summary>Made by Quartz.</summary>
    /// <param name="queue">Takes the jobs.</param>
    public EnqueueJob(IJobQueue queue) => _queue = queue;

    /// <summary>The job data that enqueues a job of a typed kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Groups, priority, attempts, timeout, delay and concurrency key.</param>
    /// <exception cref="ArgumentException">The options have something else: the idempotency key is made of the fire time, and a schedule has no kin.</exception>
    public static JobDataMap Data<TArgs>(JobKind<TArgs> kind, TArgs args, EnqueueOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return EnqueueData.Write(kind.Name, JsonSerializer.Serialize(args, JobJson.Stored), options ?? new());
    }

    /// <summary>The job data that enqueues a job of a kind known by name.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Groups, priority, attempts, timeout, delay and concurrency key.</param>
    /// <exception cref="ArgumentException">The options have something else: the idempotency key is made of the fire time, and a schedule has no kin.</exception>
    public static JobDataMap Data(string kind, object args, EnqueueOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        return EnqueueData.Write(kind, JsonSerializer.Serialize(args, JobJson.Stored), options ?? new());
    }

    /// <summary>Enqueues the job; its id is the execution's result.</summary>
    /// <exception cref="JobRefusedException">The kind, the arguments or the options are not as they should be.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The store is away.</exception>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (kind, args, options) = EnqueueData.Read(context.MergedJobDataMap);
        try
        {
            context.Result = await _queue.EnqueueAsync(kind, args, options with { IdempotencyKey = KeyOf(context) }, cancellationToken);
        }
        catch (JobRefusedException e) when (e.Code == "idempotency-key-reused")
        {
            // This fire time has had its job, and the job data was changed since.
        }
    }

    /// <summary>The same for every execution of one fire time.</summary>
    private static string KeyOf(IJobExecutionContext context)
    {
        var trigger = context.Recovering ? context.RecoveringTriggerKey : context.Trigger.Key;
        var firedFor = (context.ScheduledFireTimeUtc ?? context.FireTimeUtc).ToUnixTimeMilliseconds();
        var text = string.Create(CultureInfo.InvariantCulture, $"{context.Scheduler.SchedulerName}\n{context.JobDetail.Key}\n{trigger}\n{firedFor}");
        return $"quartz-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }
}
