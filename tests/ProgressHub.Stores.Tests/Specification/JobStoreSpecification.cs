using System.Text;
using ProgressHub.Jobs;
using ProgressHub.Storage;
using ProgressHub.TestKit;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>What every specification of a store starts from: an open store, a clock, and short words for what tests do.</summary>
public abstract class JobStoreSpecification(IStoreUnderTest source) : IAsyncLifetime
{
    protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    protected static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    protected WallClock Time { get; } = new();

    protected IJobStore Store { get; private set; } = null!;

    protected string Identity { get; private set; } = "";

    /// <summary>How many of so many random programs this store is tried with.</summary>
    protected int Tries(int most) => source.Programs(most);

    public async Task InitializeAsync()
    {
        Store = source.Make(Time);
        Identity = await Store.OpenAsync(default);
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await source.DisposeAsync();
    }

    protected NewJob Job(string kind = "import", string args = "{}", int maxAttempts = 3, int priority = 0, TimeSpan? delay = null, params string[] groups) => new(
        new JobSnapshot
        {
            Id = JobId.New(Time.GetUtcNow()),
            Kind = kind,
            State = delay is null ? JobState.Queued : JobState.Scheduled,
            Version = 1,
            MaxAttempts = maxAttempts,
            Priority = priority,
            CreatedAt = Time.GetUtcNow(),
            DueAt = Time.GetUtcNow() + delay,
            Groups = groups.Select(g => new GroupName(g)).ToArray(),
        },
        Encoding.UTF8.GetBytes(args));

    protected async Task<JobId> EnqueueAsync(NewJob job)
    {
        await Store.EnqueueAsync([job], default);
        return job.Snapshot.Id;
    }

    protected async Task<JobSnapshot> ReadAsync(JobId id) => (await Store.FindAsync([id], default)).ShouldHaveSingleItem();

    protected static ClaimRequest Request(int max = 1, TimeSpan wait = default, params string[] kinds) => new()
    {
        Node = "node-1",
        Kinds = (kinds.Length == 0 ? ["import"] : kinds).Select(k => new KindDemand(k, max)).ToArray(),
        Max = max,
        Lease = Lease,
        MaxWait = wait,
    };

    protected async Task<JobSnapshot> ClaimOneAsync(string kind = "import") =>
        (await Store.ClaimAsync(Request(1, default, kind), default)).Jobs.ShouldHaveSingleItem().Snapshot;

    protected async Task<JobSnapshot> StartAsync(NewJob? job = null)
    {
        job ??= Job();
        var id = await EnqueueAsync(job);
        var claimed = await ClaimOneAsync(job.Snapshot.Kind);
        claimed.Id.ShouldBe(id);
        return claimed;
    }

    protected async Task<JobSnapshot?> WriteAsync(JobSnapshot snapshot, string? result = null) =>
        (await Store.WriteAsync([new AttemptWrite(snapshot, result is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(result))], default)).ShouldHaveSingleItem();

    protected JobSnapshot Ended(JobSnapshot running, JobState state = JobState.Succeeded) =>
        running with { State = state, Version = running.Version + 1, FinalizedAt = Time.GetUtcNow() };

    protected static JobSnapshot Progressed(JobSnapshot running, long done) =>
        running with { Version = running.Version + 1, Progress = new JobProgress { Done = done, Total = 100 } };

    protected static int Epoch(JobSnapshot job) => JobVersion.Epoch(job.Version);

    protected static string Text(ReadOnlyMemory<byte>? bytes) => Encoding.UTF8.GetString(bytes.ShouldNotBeNull().Span);

    protected static string Json(JobSnapshot job) => Encoding.UTF8.GetString(job.ToUtf8Json().Span);
}
