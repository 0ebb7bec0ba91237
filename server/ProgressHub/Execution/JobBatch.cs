using System.Text.Json;
using ProgressHub.Execution;
using ProgressHub.Storage;

namespace ProgressHub;

/// <summary>Jobs that are stored together, all or none. The ids are known at once, so that a later one may name an earlier one as its parent or in <see cref="EnqueueOptions.After"/>.</summary>
public sealed class JobBatch
{
    internal const int MaxJobs = 100_000;

    private readonly JobMaker _maker;
    private readonly List<NewJob> _jobs = [];

    internal JobBatch(JobMaker maker) => _maker = maker;

    /// <summary>How many jobs were added; at most 100,000.</summary>
    public int Count => _jobs.Count;

    internal IReadOnlyList<NewJob> Jobs => _jobs;

    /// <summary>Adds a job.</summary>
    /// <returns>Its id; nothing is stored yet.</returns>
    /// <exception cref="JobRefusedException">The kind, the arguments or the options are not as they should be.</exception>
    public JobId Add<TArgs>(JobKind<TArgs> kind, TArgs args, EnqueueOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Add(() => _maker.Make(kind, args, WithoutKey(options)));
    }

    /// <summary>Adds a job of a kind known by name.</summary>
    /// <returns>Its id; nothing is stored yet.</returns>
    /// <exception cref="JobRefusedException">The kind, the arguments or the options are not as they should be.</exception>
    public JobId Add(string kind, object args, EnqueueOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Add(() => _maker.Make(kind, args, WithoutKey(options)));
    }

    /// <summary>Adds a job whose arguments came as JSON.</summary>
    internal JobId AddSubmitted(string kind, JsonElement args, EnqueueOptions options) => Add(() => _maker.MakeSubmitted(kind, args, options));

    private static EnqueueOptions? WithoutKey(EnqueueOptions? options) => options?.IdempotencyKey is null
        ? options
        : throw new JobRefusedException("invalid-request", "A job of a batch has no idempotency key of its own. Enqueue it alone.", "idempotencyKey");

    private JobId Add(Func<NewJob> make)
    {
        if (_jobs.Count == MaxJobs)
        {
            throw new JobRefusedException("invalid-request", $"A batch has at most {MaxJobs} jobs. Make two of it.", "jobs");
        }

        try
        {
            var job = make();
            _jobs.Add(job);
            return job.Snapshot.Id;
        }
        catch (JobRefusedException e)
        {
            throw new JobRefusedException(e.Code, e.Message, e.Member is null ? $"jobs[{_jobs.Count}]" : $"jobs[{_jobs.Count}].{e.Member}");
        }
    }
}
