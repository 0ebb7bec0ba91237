using ProgressHub.Storage;

namespace ProgressHub.Execution;

/// <summary>Reads from the options of a new job what it says of its kin.</summary>
internal static class KinOptions
{
    /// <exception cref="JobRefusedException">A number is out of its range.</exception>
    public static void Check(EnqueueOptions enqueue)
    {
        if (enqueue.Weight is < 1 or > 1000)
        {
            throw new JobRefusedException("invalid-request", $"The weight is {enqueue.Weight}; use 1 to 1000.", "weight");
        }

        if (enqueue.After?.Jobs.Count > After.MaxJobs)
        {
            throw new JobRefusedException("invalid-request", $"{enqueue.After.Jobs.Count} jobs are to be waited for; a job waits for at most {After.MaxJobs}. Let some job wait for a part of them.", "after.jobs");
        }
    }

    /// <summary>The jobs to wait for, each once; null for none.</summary>
    public static IReadOnlyList<JobId>? WaitsFor(EnqueueOptions enqueue) =>
        enqueue.After is { Jobs.Count: > 0 } after ? [.. after.Jobs.Distinct()] : null;

    public static KinTerms Terms(EnqueueOptions enqueue, LimitsOptions limits) =>
        enqueue is { ParentId: null, After: null, ChildFailure: ChildFailure.Fail }
            ? KinTerms.Usual
            : new()
            {
                Weight = enqueue.Weight,
                IgnoresChildFailure = enqueue.ChildFailure == ChildFailure.Ignore,
                AfterAny = enqueue.After is { MustSucceed: false },
                MaxSiblings = limits.ChildrenPerJob,
                ParentEpoch = enqueue.ParentEpoch,
            };
}
