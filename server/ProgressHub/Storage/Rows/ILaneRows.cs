namespace ProgressHub.Storage.Rows;

/// <summary>How the jobs of each kind and concurrency key stand, and the queued ones of them that may not be claimed yet.</summary>
internal interface ILaneRows
{
    LaneRow? Find(string kind, string key);

    void Save(string kind, string key, LaneRow lane);

    void Remove(string kind, string key);

    /// <summary>The limit that the newest job of the kind came with.</summary>
    int PerKey(string kind);

    /// <summary>Keeps a queued job among the held ones. It can still be claimed until <see cref="ClearTurn"/>.</summary>
    void Hold(string kind, string key, JobId id);

    /// <summary>Forgets a held job that is no longer queued.</summary>
    void Forget(string kind, string key, JobSnapshot job);

    /// <summary>Takes a job out of what may be claimed.</summary>
    void ClearTurn(JobId id);

    /// <summary>Lets the best held job be claimed, behind all that are ready or have arrived; null if none is held.</summary>
    (JobId Id, ReadyJob Job)? MakeFirstReady(string kind, string key);
}
