using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>One program, run on a store and beside it on another, which must answer alike.</summary>
internal sealed class FlowRun(IJobStore store, IJobStore reference, string name)
{
    private readonly List<JobId> _jobs = [];
    private readonly List<JobSnapshot> _holders = [];

    public string Name => name;

    public JobSnapshot? Holder(int pick) => _holders.Count == 0 ? null : _holders[pick % _holders.Count];

    public async Task EnqueueAsync(NewJob job)
    {
        await store.EnqueueAsync([job], default);
        await reference.EnqueueAsync([job], default);
        _jobs.Add(job.Snapshot.Id);
    }

    public async Task ClaimAsync(ClaimRequest request)
    {
        var claimed = (await store.ClaimAsync(request, default)).Jobs.Select(job => job.Snapshot).ToArray();
        var expected = (await reference.ClaimAsync(request, default)).Jobs.Select(job => job.Snapshot);
        claimed.Select(job => (job.Id, job.Version)).ShouldBe(expected.Select(job => (job.Id, job.Version)));
        _holders.AddRange(claimed);
    }

    public async Task WriteAsync(JobSnapshot word)
    {
        var stored = (await store.WriteAsync([new AttemptWrite(word)], default))[0];
        var expected = (await reference.WriteAsync([new AttemptWrite(word)], default))[0];
        (stored?.State).ShouldBe(expected?.State);
        _holders.RemoveAll(holder => holder.Id == word.Id);
    }

    public async Task OnBothAsync<T>(int pick, Func<IJobStore, JobId, Task<T>> change)
    {
        if (_jobs.Count > 0)
        {
            var id = _jobs[pick % _jobs.Count];
            await change(store, id);
            await change(reference, id);
        }
    }

    public async Task TendAsync()
    {
        await store.TendAsync(default);
        await reference.TendAsync(default);
    }

    public Task<IReadOnlyList<JobSnapshot>> ReadAsync() => store.FindAsync(_jobs, default);

    public async Task CompareAsync()
    {
        var stored = await ReadAsync();
        var expected = await reference.FindAsync(_jobs, default);
        stored.Select(Line).ShouldBe(expected.Select(Line));
    }

    private static string Line(JobSnapshot job) => $"{job.Id} {job.Kind} {job.ConcurrencyKey} {job.State} {job.Version} {job.Attempt}";
}
