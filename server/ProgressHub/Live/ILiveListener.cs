namespace ProgressHub.Live;

/// <summary>Hears of every change that this node knows of.</summary>
internal interface ILiveListener
{
    /// <summary>Whether nobody here watches anything.</summary>
    bool IsIdle { get; }

    /// <summary>Whether anybody here watches a group, to which jobs may come that this node has never heard of.</summary>
    bool WatchesGroups { get; }

    /// <summary>Whether anybody here watches the job itself or one of its groups.</summary>
    bool Wants(JobSnapshot job);

    /// <summary>Whether anybody here watches the job itself.</summary>
    bool Watches(JobId id);

    /// <summary>A job has something new; the listener takes it when it is ready.</summary>
    void Changed(LiveJob job);

    /// <summary>A job has come into a state that is not its last. What follows at once, such as its first report, may be told together with that.</summary>
    void Moved(LiveJob job);
}
