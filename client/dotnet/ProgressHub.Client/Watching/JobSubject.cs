namespace ProgressHub.Client.Watching;

/// <summary>One watched job.</summary>
internal sealed class JobSubject(JobId id) : Subject
{
    private JobSnapshot? _newest;

    public JobId Id => id;

    /// <summary>Allows the watch where the client's own identity does not.</summary>
    public string? Token { get; set; }

    /// <summary>The version that is known; null before the first.</summary>
    public long? Known { get; private set; }

    /// <summary>Whether the job was ever seen: then its absence means that it was removed.</summary>
    public bool WasSeen => _newest is not null;

    public override void Add(IWatchListener listener)
    {
        base.Add(listener);
        if (_newest is not null)
        {
            listener.Offer(_newest);
        }
    }

    /// <summary>Tells it if it is newer; true when the job is final, and the watch so over.</summary>
    public bool Offer(JobSnapshot job)
    {
        if (job.Version <= Known)
        {
            return false;
        }

        (_newest, Known) = (job, job.Version);
        foreach (var listener in Listeners)
        {
            listener.Offer(job);
        }

        return job.IsFinal();
    }

    public override void Forget() => Known = null;
}
