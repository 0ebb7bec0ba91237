using ProgressHub.Jobs;

namespace ProgressHub.Live;

/// <summary>The newest snapshot of one job, and the attempt that makes it newer if it runs here.</summary>
internal sealed class LiveJob(JobSnapshot first)
{
    private readonly Lock _gate = new();
    private JobSnapshot _current = first;
    private AttemptProgress? _attempt;
    private bool _isEnding;
    private bool _isRetired;

    public JobId Id { get; } = first.Id;

    public JobSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Whether an attempt here owns the versions.</summary>
    public bool RunsHere => Volatile.Read(ref _attempt) is not null;

    /// <summary>Set once the job was removed from the store; nothing follows.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>When somebody last asked for it or changed it, as a timestamp of the clock.</summary>
    public long TouchedAt { get; set; }

    /// <summary>Set by a state change until the pump has taken it: it need not wait for the interval.</summary>
    public bool IsUrgent { get; set; }

    /// <summary>The least time between two publishes of progress; null for the default.</summary>
    public TimeSpan? PushInterval { get; private set; }

    /// <summary>Takes a stored snapshot if it is newer.</summary>
    public bool TryApply(JobSnapshot stored)
    {
        lock (_gate)
        {
            if (stored.Version <= _current.Version)
            {
                return false;
            }

            // What was reported here since is not stored yet; new is only that somebody asked the attempt to stop.
            if (_attempt is not null && stored is { State: JobState.Running, CancelRequested: true } && JobVersion.Epoch(stored.Version) == JobVersion.Epoch(_current.Version))
            {
                return TryShowCancelRequest();
            }

            if (JobVersion.Epoch(stored.Version) > JobVersion.Epoch(_current.Version) || stored.State is not JobState.Running)
            {
                _attempt = null;
            }

            _current = stored;
            _isEnding = false;
            return true;
        }
    }

    /// <summary>Gives the versions of the claimed epoch to an attempt on this node; false if this object was let go of in the meantime.</summary>
    public bool Begin(JobSnapshot claimed, AttemptProgress attempt, TimeSpan? pushInterval)
    {
        lock (_gate)
        {
            if (!_isRetired && JobVersion.Epoch(claimed.Version) >= JobVersion.Epoch(_current.Version))
            {
                // Newer already: somebody asked it to stop before it began.
                _current = claimed.Version > _current.Version ? claimed : _current;
                (_attempt, _isEnding, PushInterval) = (attempt, false, pushInterval);
            }

            return !_isRetired;
        }
    }

    /// <summary>Closes this object to attempts, so that it can be let go of. False while it knows more than the store: an attempt runs here, or its end is on the way.</summary>
    public bool TryRetire()
    {
        lock (_gate)
        {
            return _isRetired |= _attempt is null && !_isEnding;
        }
    }

    /// <summary>Says that no end of the attempt will be stored.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _isEnding = false;
        }
    }

    /// <summary>Makes what was reported since the last time into the next version, and answers the newest.</summary>
    public JobSnapshot Flush(DateTimeOffset now)
    {
        // Not by a look at the mark alone: another flush takes it away before its snapshot is here, and who has just joined would be answered with the old one.
        lock (_gate)
        {
            if (_attempt?.Next(_current, now) is { } next)
            {
                _current = next;
            }

            return _current;
        }
    }

    /// <summary>Shows a cancel request on an attempt that runs here. False if there is none or it is shown already.</summary>
    public bool TryShowCancelRequest()
    {
        lock (_gate)
        {
            if (_attempt is null || _current.CancelRequested == true)
            {
                return false;
            }

            _current = _current with { CancelRequested = true, Version = JobVersion.WithCancel(_current.Version) };
            return true;
        }
    }

    /// <summary>Ends the attempt of this epoch: later reports are not seen, and the answer, one version on with the last report in it, is the base of what is stored.</summary>
    /// <remarks>The snapshot is shown only once it is stored, so nobody sees an end that a crash takes back.</remarks>
    public JobSnapshot End(JobSnapshot claimed, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (JobVersion.Epoch(_current.Version) != JobVersion.Epoch(claimed.Version))
            {
                return claimed with { Version = claimed.Version + 1 };
            }

            var last = _attempt?.Next(_current, now) ?? _current;
            (_attempt, _isEnding) = (null, true);
            return last with { Version = last.Version + 1 };
        }
    }
}
