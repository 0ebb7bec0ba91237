namespace ProgressHub.Benchmarks.Queueing;

/// <summary>A queue of no-op jobs under test.</summary>
internal interface IQueueSubject : IAsyncDisposable
{
    /// <summary>Called by each job as it starts.</summary>
    Action Entered { set; }

    /// <summary>Makes it ready to take jobs; none runs yet.</summary>
    Task OpenAsync();

    /// <summary>Takes one; it is durable when the task completes, if the store is.</summary>
    Task EnqueueAsync();

    /// <summary>Begins to run jobs, sixteen at a time.</summary>
    Task StartAsync();

    /// <summary>Whether every job has its final state stored.</summary>
    Task<bool> IsDrainedAsync();
}
