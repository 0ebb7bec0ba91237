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

    /// <summary>How far the watch of its log has come; begun once the job itself is joined.</summary>
    public Join LogJoin { get; set; }

    public bool WantsLog => LogListeners.Any();

    private IEnumerable<ILogListener> LogListeners => Listeners.OfType<ILogListener>();

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

    /// <summary>What to ask of its log: what lies before is read by who needs it.</summary>
    public LogWatch ToLogWatch() => new(id.ToString(), LogListeners.Max(listener => listener.After) is >= 0 and var after ? after : null, Token);

    public void Offer(LogLines piece)
    {
        foreach (var listener in LogListeners)
        {
            listener.Offer(piece);
        }
    }

    /// <summary>Its log is pushed from now on.</summary>
    public void JoinLog()
    {
        LogJoin = Join.Joined;
        foreach (var listener in LogListeners)
        {
            listener.FallBehind();
        }
    }

    public override void Forget() => Known = null;
}
