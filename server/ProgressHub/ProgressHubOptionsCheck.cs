using Microsoft.Extensions.Options;
using ProgressHub.Jobs;

namespace ProgressHub;

/// <summary>Stops the start on a wrong setting, naming it, its range and what was given.</summary>
internal sealed class ProgressHubOptionsCheck : IValidateOptions<ProgressHubOptions>
{
    public ValidateOptionsResult Validate(string? name, ProgressHubOptions options)
    {
        var faults = new List<string>();
        Within("Jobs:Concurrency", options.Jobs.Concurrency, 1, 1024);
        Within("Jobs:MaxAttempts", options.Jobs.MaxAttempts, 1, 100);
        Within("Jobs:ShutdownGrace", options.Jobs.ShutdownGrace, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        if (options.Jobs.Timeout is { } timeout)
        {
            Within("Jobs:Timeout", timeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        }

        Within("Lease:Duration", options.Lease.Duration, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
        Within("Push:Interval", options.Push.Interval, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(10));
        Within("Push:SlowConnectionTimeout", options.Push.SlowConnectionTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Within("Poll:MaxWait", options.Poll.MaxWait, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Within("Poll:MaxWaiters", options.Poll.MaxWaiters, 1, 1_000_000);
        Within("Idempotency:Window", options.Idempotency.Window, TimeSpan.FromHours(1), TimeSpan.FromDays(30));
        Within("Retention:Age", options.Retention.Age, RetentionOptions.LeastAge, RetentionOptions.MostAge);
        Within("Retention:Count", options.Retention.Count, 0, RetentionOptions.MostCount);
        Within("Limits:ArgsBytes", options.Limits.ArgsBytes, 2, 1024 * 1024);
        Within("Limits:ResultBytes", options.Limits.ResultBytes, 2, 16 * 1024 * 1024);
        Within("Limits:CheckpointBytes", options.Limits.CheckpointBytes, 2, 1024 * 1024);
        Within("Limits:BodyBytes", options.Limits.BodyBytes, 1024, 64 * 1024 * 1024);
        Within("Limits:GroupsPerJob", options.Limits.GroupsPerJob, 1, 100);
        Within("Limits:ChildrenPerJob", options.Limits.ChildrenPerJob, 1, 1_000_000);
        Within("Limits:LogLines", options.Limits.LogLines, 100, 1_000_000);
        Within("Limits:WatchesPerConnection", options.Limits.WatchesPerConnection, 1, 10_000);
        if (!Enum.IsDefined(options.Jobs.LogLevel))
        {
            faults.Add($"Jobs:LogLevel is {options.Jobs.LogLevel}; set it to a level from Trace to None.");
        }

        if (!Enum.IsDefined(options.Jobs.Role))
        {
            faults.Add($"Jobs:Role is {options.Jobs.Role}; set it to both, web or worker.");
        }

        if (options.Jobs.Node is not { Length: > 0 and <= 128 })
        {
            faults.Add("Jobs:Node must have 1 to 128 characters.");
        }

        foreach (var pattern in options.PublicGroups.Where(pattern => !PublicGroups.IsPattern(pattern)))
        {
            faults.Add($"PublicGroups has '{pattern}'; name a group, or the beginning of group names with a * at its end.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Within<T>(string setting, T value, T least, T most) where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                faults.Add($"{setting} is {value}; set it to a value from {least} to {most}.");
            }
        }
    }
}
