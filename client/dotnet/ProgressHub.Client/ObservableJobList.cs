using System.Collections.ObjectModel;
using System.ComponentModel;
using ProgressHub.Client.Binding;

namespace ProgressHub;

/// <summary>The newest jobs of a group to bind a list to: newest first, one object for each job as long as it is in the list, and changed only on the <see cref="SynchronizationContext"/> it was made on, at most once per frame.</summary>
/// <remarks>When a job is removed from a list that was full, an older one takes its place once it changes.</remarks>
public sealed class ObservableJobList : ReadOnlyObservableCollection<ObservableJob>, IDisposable
{
    private readonly ObservableCollection<ObservableJob> _rows;
    private readonly Dictionary<JobId, ObservableJob> _byId = [];
    private readonly GroupFeed _feed;

    internal ObservableJobList(ProgressHubClient client, GroupName group, int max) : this(client, group, max, [])
    {
    }

    private ObservableJobList(ProgressHubClient client, GroupName group, int max, ObservableCollection<ObservableJob> rows) : base(rows)
    {
        (_rows, Group, Max, IsStale) = (rows, group, max, true);
        _feed = new(client, group, max, Show);
        _feed.Start();
    }

    /// <summary>The group.</summary>
    public GroupName Group { get; }

    /// <summary>How many jobs it holds at most.</summary>
    public int Max { get; }

    /// <summary>Whether the server may know more than is shown: the link to it is down.</summary>
    public bool IsStale { get; private set; }

    /// <summary>What ended the watch; null if nothing did.</summary>
    public Exception? Problem { get; private set; }

    /// <summary>Ends the watch; nothing changes any more.</summary>
    public void Dispose() => _feed.Dispose();

    private void Show(GroupChange change)
    {
        foreach (var (job, _) in change.Jobs)
        {
            if (!_byId.ContainsKey(job.Id))
            {
                _byId[job.Id] = new(job.Id, () => _feed.CancelAsync(job.Id));
            }
        }

        // Filled before they are seen: a row that appears has its values.
        foreach (var (job, problem) in change.Jobs)
        {
            _byId[job.Id].Show(job, change.IsFresh, problem);
        }

        if (change.Order is { } order)
        {
            Arrange(order);
        }

        ShowLink(change);
    }

    private void Arrange(IReadOnlyList<JobId> order)
    {
        var kept = order.ToHashSet();
        for (var i = _rows.Count - 1; i >= 0; i--)
        {
            if (!kept.Contains(_rows[i].Id))
            {
                _byId.Remove(_rows[i].Id);
                _rows.RemoveAt(i);
            }
        }

        // Ids sort by the time of the submit and never change, so what is there stands in order already.
        for (var i = 0; i < order.Count; i++)
        {
            if (i == _rows.Count || _rows[i].Id != order[i])
            {
                _rows.Insert(i, _byId[order[i]]);
            }
        }
    }

    private void ShowLink(GroupChange change)
    {
        if (IsStale == change.IsFresh)
        {
            IsStale = !change.IsFresh;
            OnPropertyChanged(new PropertyChangedEventArgs(nameof(IsStale)));
            foreach (var row in _rows)
            {
                row.Show(row.Snapshot, change.IsFresh, row.Problem);
            }
        }

        if (Problem != change.Problem)
        {
            Problem = change.Problem;
            OnPropertyChanged(new PropertyChangedEventArgs(nameof(Problem)));
        }
    }
}
