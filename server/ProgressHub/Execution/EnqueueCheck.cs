using ProgressHub.Jobs;

namespace ProgressHub.Execution;

/// <summary>Refuses what no job may ask for, before anything is stored.</summary>
internal static class EnqueueCheck
{
    /// <exception cref="JobRefusedException">Something is out of range; the member is named.</exception>
    public static void Check(ReadOnlyMemory<byte> args, EnqueueOptions enqueue, LimitsOptions limits)
    {
        KeyCheck.Check(enqueue);
        KinOptions.Check(enqueue);
        if (args.Length > limits.ArgsBytes)
        {
            throw new JobRefusedException("too-large", $"The arguments have {args.Length} bytes; at most {limits.ArgsBytes} are taken. Pass a reference to large input.", "args");
        }

        if (enqueue.Groups.Count > limits.GroupsPerJob)
        {
            throw new JobRefusedException("invalid-request", $"{enqueue.Groups.Count} groups are named; a job has at most {limits.GroupsPerJob}.", "groups");
        }

        if (enqueue.Groups.Contains(GroupNames.All))
        {
            throw new JobRefusedException("invalid-group", "Every job is in 'all' by itself; name another group.", "groups");
        }

        if (enqueue.Priority is < -1000 or > 1000)
        {
            throw new JobRefusedException("invalid-request", $"The priority is {enqueue.Priority}; use -1000 to 1000.", "priority");
        }

        if (enqueue.Timeout is { } timeout && (timeout < AttemptTimeout.Least || timeout > AttemptTimeout.Most))
        {
            throw new JobRefusedException("invalid-request", $"The timeout is {timeout.TotalSeconds} s; use 1 s to 30 days.", "timeoutSeconds");
        }

        if (enqueue.MaxAttempts is < 1 or > 100)
        {
            throw new JobRefusedException("invalid-request", $"maxAttempts is {enqueue.MaxAttempts}; use 1 to 100.", "maxAttempts");
        }
    }
}
