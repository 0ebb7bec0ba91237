namespace ProgressHub;

/// <summary>Runs jobs of one kind. A new one is made for every attempt, in a scope of its own.</summary>
/// <typeparam name="TArgs">The arguments.</typeparam>
public interface IJobHandler<in TArgs>
{
    /// <summary>Does the work. Returns: succeeded. Throws: the attempt failed, or is canceled when that was asked for.</summary>
    Task RunAsync(TArgs args, JobContext job, CancellationToken ct);
}

/// <summary>Runs jobs of one kind that return something.</summary>
/// <typeparam name="TArgs">The arguments.</typeparam>
/// <typeparam name="TResult">The result, stored as JSON of up to 256 KiB.</typeparam>
public interface IJobHandler<in TArgs, TResult>
{
    /// <summary>Does the work and returns its result.</summary>
    Task<TResult> RunAsync(TArgs args, JobContext job, CancellationToken ct);
}
