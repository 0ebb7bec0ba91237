using ProgressHub.Client.Linking;

namespace ProgressHub.Client.Watching;

/// <summary>All that is watched through one client. Whoever watches comes from one side, what the server tells from the other, by push or poll; the lock keeps each job's snapshots in order.</summary>
internal sealed class WatchTable(TimeProvider time)
{
    // Under the gate.
    private string? _store;
    private Exception? _closed;

    public Lock Gate { get; } = new();

    /// <summary>The state itself, under the gate.</summary>
    public Watched Watched { get; } = new();

    /// <summary>Set when there is something new to ask the hub.</summary>
    public Wake Changed { get; } = new(time);

    /// <summary>Set when there is something new to poll for.</summary>
    public Wake PollsChanged { get; } = new(time);

    public bool IsEmpty
    {
        get
        {
            lock (Gate)
            {
                return Watched.Jobs.Count + Watched.Groups.Count == 0;
            }
        }
    }

    /// <summary>Begins to watch a job.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">Allows it where the client's own identity does not.</param>
    /// <param name="seed">What the watcher knows already.</param>
    /// <param name="listener">Told what is newer.</param>
    public void Add(JobId id, string? token, JobSnapshot? seed, IWatchListener listener)
    {
        lock (Gate)
        {
            ThrowIfClosed();
            if (!Watched.Jobs.TryGetValue(id, out var subject))
            {
                Watched.Jobs[id] = subject = new(id);
            }

            subject.Token = token ?? subject.Token;
            subject.Add(listener);
            if (seed is not null)
            {
                Watched.Offer(subject, seed);
            }
        }

        Tell();
    }

    /// <summary>Begins to watch a group.</summary>
    public void Add(GroupName name, IWatchListener listener)
    {
        lock (Gate)
        {
            ThrowIfClosed();
            if (!Watched.Groups.TryGetValue(name, out var subject))
            {
                Watched.Groups[name] = subject = new(name);
            }

            subject.Add(listener);
        }

        Tell();
    }

    /// <summary>Ends one watch of a job; the hub hears of it when it was the last one.</summary>
    public void Remove(JobId id, IWatchListener listener)
    {
        lock (Gate)
        {
            Watched.Leave(Watched.Jobs.GetValueOrDefault(id), listener);
        }

        Tell();
    }

    /// <summary>Ends one watch of a group.</summary>
    public void Remove(GroupName name, IWatchListener listener)
    {
        lock (Gate)
        {
            Watched.Leave(Watched.Groups.GetValueOrDefault(name), listener);
        }

        Tell();
    }

    /// <summary>Takes snapshots from wherever they came.</summary>
    public void Apply(IReadOnlyList<JobSnapshot> jobs)
    {
        var mayEnd = false;
        lock (Gate)
        {
            foreach (var job in jobs)
            {
                Watched.Offer(job);
                mayEnd |= job.IsFinal();
            }
        }

        if (mayEnd)
        {
            Tell();
        }
    }

    /// <summary>Takes the answer to a poll for many jobs: those that are missing are gone.</summary>
    public void Apply(IReadOnlyList<JobSnapshot> jobs, IEnumerable<JobId> asked)
    {
        Apply(jobs);
        lock (Gate)
        {
            foreach (var id in asked.Except(jobs.Select(job => job.Id)))
            {
                Watched.Miss(id);
            }
        }
    }

    /// <summary>Takes the newest jobs of a group.</summary>
    /// <param name="name">The group.</param>
    /// <param name="jobs">Its newest jobs.</param>
    /// <param name="isWhole">Whether it has no others.</param>
    /// <param name="moment">The group's moment at which it was asked.</param>
    public void Apply(GroupName name, IReadOnlyList<JobSnapshot> jobs, bool isWhole, long moment)
    {
        lock (Gate)
        {
            if (Watched.Groups.TryGetValue(name, out var group))
            {
                Watched.Unsure.UnionWith(group.Take(jobs, isWhole, moment));
            }

            Apply(jobs);
        }

        PollsChanged.Set();
    }

    /// <summary>Takes lines of a log that were pushed.</summary>
    public void Apply(LogLines piece)
    {
        lock (Gate)
        {
            Watched.Jobs.GetValueOrDefault(piece.Id)?.Offer(piece);
        }
    }

    /// <summary>Takes the word of the server that watches have ended.</summary>
    public void Apply(WatchEnd ended)
    {
        var fault = new WatchEndedException(ended.Reason);
        lock (Gate)
        {
            foreach (var id in ended.Jobs)
            {
                if (ended.Reason == "removed")
                {
                    Watched.Remove(id);
                }

                Watched.End(id, fault);
            }

            foreach (var name in ended.Groups)
            {
                Watched.End(name, fault);
            }
        }
    }

    /// <summary>A job is not there, or no longer.</summary>
    public void Miss(JobId id)
    {
        lock (Gate)
        {
            Watched.Miss(id);
        }
    }

    /// <summary>Whether the connection of the moment pushes the job's log.</summary>
    public bool IsLogPushed(JobId id)
    {
        lock (Gate)
        {
            return Watched.Jobs.GetValueOrDefault(id) is { LogJoin: Join.Joined };
        }
    }

    /// <summary>Ends the watch of one job.</summary>
    public void End(JobId id, Exception fault)
    {
        lock (Gate)
        {
            Watched.End(id, fault);
        }
    }

    /// <summary>Ends every watch.</summary>
    public void EndAll(Exception fault)
    {
        lock (Gate)
        {
            Watched.EndAll(fault);
        }
    }

    /// <summary>Ends every watch, and none can begin any more.</summary>
    public void Close(Exception fault)
    {
        lock (Gate)
        {
            _closed = fault;
            Watched.EndAll(fault);
        }
    }

    /// <summary>Learns which store answers. When it is another one, what is known of versions is void, and the hub is asked anew.</summary>
    public void UseStore(string? store)
    {
        lock (Gate)
        {
            if (store is null || store == _store)
            {
                return;
            }

            if (_store is not null)
            {
                Watched.Unsure.Clear();
                Watched.AskAgain();
                foreach (var subject in Watched.Subjects)
                {
                    subject.Forget();
                }
            }

            _store = store;
        }

        Tell();
    }

    /// <summary>The hub knows of nothing: a new connection, or pushes that it dropped.</summary>
    public void AskAgain()
    {
        lock (Gate)
        {
            Watched.AskAgain();
        }

        Tell();
    }

    /// <summary>What to poll for: everything, or while the hub pushes only what it does not hold.</summary>
    public PollWork TakePollWork(bool everything)
    {
        lock (Gate)
        {
            return Watched.TakePollWork(everything);
        }
    }

    /// <summary>Whether there is anything to poll for.</summary>
    public bool NeedsPolls(bool everything)
    {
        lock (Gate)
        {
            return Watched.NeedsPolls(everything);
        }
    }

    /// <summary>Wakes who asks the hub, and who polls.</summary>
    public void Tell()
    {
        Changed.Set();
        PollsChanged.Set();
    }

    private void ThrowIfClosed()
    {
        if (_closed is not null)
        {
            throw _closed;
        }
    }
}
