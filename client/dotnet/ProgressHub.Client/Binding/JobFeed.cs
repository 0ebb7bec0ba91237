using ProgressHub.Client.Watching;

namespace ProgressHub.Client.Binding;

/// <summary>Keeps the newest of one job until its view has time to look.</summary>
internal sealed class JobFeed : IWatchListener, IDisposable
{
    private readonly ProgressHubClient _client;
    private readonly JobHandle _job;
    private readonly ObservableJob _view;
    private readonly Frame _frame;
    private JobSnapshot? _newest;
    private Exception? _problem;

    public JobFeed(ProgressHubClient client, JobHandle job, ObservableJob view)
    {
        (_client, _job, _view) = (client, job, view);
        _frame = new(client.Time, Show);
    }

    public void Start()
    {
        _client.Link.States.Changed += _frame.Ask;
        _client.Link.Table.Add(_job.Id, _job.Token, _job.Snapshot, this);
        _client.Link.Start();
        _frame.Ask();
    }

    public void Offer(JobSnapshot job)
    {
        Volatile.Write(ref _newest, job);
        _frame.Ask();
    }

    public void Remove(JobId id)
    {
        // Of groups only.
    }

    public void End(Exception? fault) => Tell(fault);

    public async Task CancelAsync()
    {
        try
        {
            await _job.CancelAsync().ConfigureAwait(false);
            Tell(null);
        }
        catch (Exception e) when (e is ProgressHubException or ObjectDisposedException)
        {
            Tell(e);
        }
    }

    public void Dispose()
    {
        _client.Link.States.Changed -= _frame.Ask;
        _client.Link.Table.Remove(_job.Id, this);
        _frame.Dispose();
    }

    private void Tell(Exception? problem)
    {
        Volatile.Write(ref _problem, problem);
        _frame.Ask();
    }

    private void Show() => _view.Show(Volatile.Read(ref _newest), _client.Connection.IsFresh, Volatile.Read(ref _problem));
}
