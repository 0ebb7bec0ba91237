using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>Short words for jobs that belong together.</summary>
public abstract class KinSpecification(IStoreUnderTest source) : JobStoreSpecification(source)
{
    protected NewJob Child(JobId parent, string kind = "part", int weight = 1)
    {
        var job = Job(kind);
        return job with { Snapshot = job.Snapshot with { ParentId = parent }, Kin = new KinTerms { Weight = weight } };
    }

    protected NewJob Waiter(bool any, params JobId[] predecessors)
    {
        var job = Job("sum");
        return job with { Snapshot = job.Snapshot with { State = JobState.Scheduled, WaitsFor = predecessors }, Kin = new KinTerms { AfterAny = any } };
    }

    protected async Task<JobId[]> EnqueueChildrenAsync(JobId parent, int count)
    {
        var children = Enumerable.Range(0, count).Select(_ => Child(parent)).ToArray();
        await Store.EnqueueAsync(children, default);
        return [.. children.Select(child => child.Snapshot.Id)];
    }

    /// <summary>Runs the oldest queued child to its end.</summary>
    protected async Task<JobSnapshot> EndChildAsync(JobState state = JobState.Succeeded) =>
        (await WriteAsync(Ended(await ClaimOneAsync("part"), state))).ShouldNotBeNull();

    /// <summary>A running parent of so many queued children, whose code then returns.</summary>
    protected async Task<JobSnapshot> WaitingAsync(int children, string? result = null, bool ignores = false)
    {
        var job = Job();
        var running = await StartAsync(job with { Kin = new KinTerms { IgnoresChildFailure = ignores } });
        await EnqueueChildrenAsync(running.Id, children);
        return (await WriteAsync(Ended(running), result)).ShouldNotBeNull();
    }

    /// <summary>Collects what moves by consequence until it is disposed.</summary>
    protected ConsequenceList Consequences() => new(Store);

    protected async Task<EnqueueRefusedException> ShouldRefuseAsync(params NewJob[] jobs)
    {
        var refusal = await Should.ThrowAsync<EnqueueRefusedException>(async () => await Store.EnqueueAsync(jobs, default));
        (await Store.FindAsync([.. jobs.Select(job => job.Snapshot.Id)], default)).ShouldBeEmpty();
        return refusal;
    }
}
