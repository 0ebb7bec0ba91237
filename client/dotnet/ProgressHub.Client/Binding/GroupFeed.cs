using ProgressHub.Client.Watching;

namespace ProgressHub.Client.Binding;

/// <summary>Keeps the newest jobs of a group, bounded, until their view has time to look: what it shows is made equal to this.</summary>
internal sealed class GroupFeed : IWatchListener, IDisposable
{
    private readonly ProgressHubClient _client;
    private readonly GroupName _group;
    private readonly int _max;
    private readonly Action<GroupChange> _show;
    private readonly Frame _frame;
    private readonly Lock _gate = new();

    // Under the gate.
    private readonly SortedDictionary<JobId, JobSnapshot> _newest = [];
    private readonly Dictionary<JobId, Exception> _problems = [];
    private readonly HashSet<JobId> _changed = [];
    private bool _hasOthers;
    private Exception? _problem;

    public GroupFeed(ProgressHubClient client, GroupName group, int max, Action<GroupChange> show)
    {
        (_client, _group, _max, _show) = (client, group, max, show);
        _frame = new(client.Time, Show);
    }

    public void Start()
    {
        _client.Link.States.Changed += _frame.Ask;
        _client.Link.Table.Add(_group, this);
        _client.Link.Start();
    }

    public void Offer(JobSnapshot job)
    {
        lock (_gate)
        {
            _hasOthers |= _newest.TryAdd(job.Id, job);
            _newest[job.Id] = job;
            _changed.Add(job.Id);
            if (_newest.Count > _max)
            {
                Forget(_newest.Keys.First());
            }
        }

        _frame.Ask();
    }

    public void Remove(JobId id)
    {
        lock (_gate)
        {
            Forget(id);
        }

        _frame.Ask();
    }

    public void End(Exception? fault)
    {
        lock (_gate)
        {
            _problem = fault;
        }

        _frame.Ask();
    }

    public async Task CancelAsync(JobId id)
    {
        Exception? problem = null;
        try
        {
            await _client.CancelAsync(id).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ProgressHubException or ObjectDisposedException)
        {
            problem = e;
        }

        lock (_gate)
        {
            if (!_newest.ContainsKey(id))
            {
                return;
            }

            _ = problem is null ? _problems.Remove(id) : (_problems[id] = problem) is not null;
            _changed.Add(id);
        }

        _frame.Ask();
    }

    public void Dispose()
    {
        _client.Link.States.Changed -= _frame.Ask;
        _client.Link.Table.Remove(_group, this);
        _frame.Dispose();
    }

    private void Forget(JobId id)
    {
        _hasOthers |= _newest.Remove(id);
        _changed.Remove(id);
        _problems.Remove(id);
    }

    private void Show()
    {
        GroupChange change;
        lock (_gate)
        {
            var jobs = _changed.Select(id => (_newest[id], _problems.GetValueOrDefault(id))).ToList();
            JobId[]? order = _hasOthers ? [.. _newest.Keys.Reverse()] : null;
            change = new(order, jobs, _client.Connection.IsFresh, _problem);
            _changed.Clear();
            _hasOthers = false;
        }

        _show(change);
    }
}
