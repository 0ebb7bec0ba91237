namespace ProgressHub.Client.Watching;

/// <summary>What one connection has to be told of the table, and what it answered.</summary>
internal sealed class HubJoins
{
    private readonly WatchTable _table;
    private readonly Watched _watched;

    public HubJoins(WatchTable table)
    {
        (_table, _watched) = (table, table.Watched);
        lock (table.Gate)
        {
            // Nobody is woken: whoever makes this asks at once, and polls go on as they are.
            _watched.AskAgain();
        }
    }

    /// <summary>What the hub has to be told now, with up to so many watches; null if nothing.</summary>
    public HubWork? Take(int most)
    {
        lock (_table.Gate)
        {
            var left = TakeLeft();
            if (_watched.IsFull)
            {
                _watched.SetJoin(subject => subject.Join is Join.None, Join.Over);
            }

            var groups = _watched.Groups.Values.Where(group => group.Join is Join.None).Take(most).ToList();
            var jobs = _watched.Jobs.Values.Where(job => job.Join is Join.None).Take(most - groups.Count).ToList();
            var logs = _watched.Jobs.Values.Where(job => job is { WantsLog: true, Join: Join.Joined, LogJoin: Join.None }).Take(most).ToList();
            var work = new HubWork(left, jobs, [.. groups.Select(group => (group, group.Moment))], logs);
            work.Settle(Join.None, Join.Asked);
            return left is null && !work.HasWatches ? null : work;
        }
    }

    /// <summary>The hub took them, but for those it refused.</summary>
    public void Joined(HubWork work, WatchAnswer answer)
    {
        _table.UseStore(answer.Store);
        lock (_table.Gate)
        {
            work.Settle(Join.Asked, Join.Joined);
            foreach (var refusal in answer.Refused)
            {
                Refuse(refusal);
            }

            _table.Apply(answer.Jobs);
            foreach (var group in answer.Groups)
            {
                var asked = work.Groups.FirstOrDefault(item => item.Group.Name == group.Summary.Name);
                _table.Apply(group.Summary.Name, group.Jobs, group.NextCursor is null, asked.Moment);
            }
        }
    }

    /// <summary>The hub did not take them: they are asked for again.</summary>
    public void NotJoined(HubWork work)
    {
        lock (_table.Gate)
        {
            work.Settle(Join.Asked, Join.None);
        }
    }

    /// <summary>The connection holds no more: they are polled until another watch leaves.</summary>
    public void Full(HubWork work)
    {
        lock (_table.Gate)
        {
            work.Settle(Join.Asked, Join.Over);
            _watched.IsFull = true;
        }

        _table.Tell();
    }

    private UnwatchRequest? TakeLeft()
    {
        // Who left and came back before the hub heard of either has nothing to leave; the new watch is asked for, which costs nothing.
        _watched.LeftJobs.RemoveWhere(id => JobId.TryParse(id, out var job) && _watched.Jobs.ContainsKey(job));
        _watched.LeftGroups.RemoveWhere(name => _watched.Groups.ContainsKey(new(name)));
        _watched.LeftLogs.RemoveWhere(id => JobId.TryParse(id, out var job) && _watched.Jobs.GetValueOrDefault(job) is { WantsLog: true });
        if (_watched.LeftJobs.Count + _watched.LeftGroups.Count + _watched.LeftLogs.Count == 0)
        {
            return null;
        }

        var left = new UnwatchRequest { Jobs = [.. _watched.LeftJobs], Groups = [.. _watched.LeftGroups], Logs = [.. _watched.LeftLogs] };
        _watched.LeftLogs.Clear();
        if (_watched.LeftJobs.Count + _watched.LeftGroups.Count == 0)
        {
            // A log takes no place of its own.
            return left;
        }

        _watched.LeftJobs.Clear();
        _watched.LeftGroups.Clear();
        _watched.IsFull = false;
        _watched.SetJoin(subject => subject.Join is Join.Over, Join.None);
        return left;
    }

    private void Refuse(WatchRefusal refusal)
    {
        if (JobId.TryParse(refusal.Id, out var id))
        {
            if (refusal.Code == "job-not-found")
            {
                _watched.Miss(id);
            }
            else
            {
                _watched.End(id, new ProgressHubException(refusal.Code, refusal.Detail));
            }
        }
        else if (GroupName.TryParse(refusal.Group, out var name))
        {
            _watched.End(name, new ProgressHubException(refusal.Code, refusal.Detail));
        }
    }
}
