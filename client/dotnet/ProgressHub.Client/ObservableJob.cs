using System.ComponentModel;
using System.Windows.Input;
using ProgressHub.Client.Binding;

namespace ProgressHub;

/// <summary>A job to bind a view to. Its properties change only on the <see cref="SynchronizationContext"/> it was made on, at most once per frame; a busy thread finds the newest when it comes back.</summary>
public sealed class ObservableJob : INotifyPropertyChanged, IDisposable
{
    private readonly JobFeed? _feed;
    private readonly CancelCommand _cancel;
    private Shown _shown = Shown.Nothing;

    internal ObservableJob(ProgressHubClient client, JobHandle job)
    {
        Id = job.Id;
        _shown = Shown.Of(job.Snapshot, client.Connection.IsFresh, null);
        _feed = new(client, job, this);
        _cancel = new(_feed.CancelAsync);
        _cancel.Allow(CanCancel);
        _feed.Start();
    }

    /// <summary>One row of a list, which shows it.</summary>
    internal ObservableJob(JobId id, Func<Task> cancel) => (Id, _cancel) = (id, new(cancel));

    /// <summary>Raised for each property that has changed, on the context the object was made on.</summary>
    public event PropertyChangedEventHandler? PropertyChanged;

    /// <summary>The job.</summary>
    public JobId Id { get; }

    /// <summary>The snapshot the other properties are made of; null before the first.</summary>
    public JobSnapshot? Snapshot => _shown.Snapshot;

    /// <summary>What kind of work it is; empty before the first snapshot.</summary>
    public string Kind => _shown.Kind;

    /// <summary>Where it stands; queued before the first snapshot.</summary>
    public JobState State => _shown.State;

    /// <summary>0 to 100; 0 while unknown, 100 once it has succeeded.</summary>
    public double Percent => _shown.Percent;

    /// <summary>Whether nobody knows how far it is: it is not final and tells no fraction.</summary>
    public bool IsIndeterminate => _shown.IsIndeterminate;

    /// <summary>What is being worked on; null if it does not say.</summary>
    public string? Message => _shown.Message;

    /// <summary>The stage that runs; null if it has none.</summary>
    public string? Stage => _shown.Stage;

    /// <summary>The time it still takes, as estimated at the last report; null while unknown and once final.</summary>
    public TimeSpan? Eta => _shown.Eta;

    /// <summary>Work per second in <see cref="Unit"/>; null while unknown.</summary>
    public double? Rate => _shown.Rate;

    /// <summary>What is counted: <c>B</c> for bytes, else a plural such as <c>files</c>; null if it does not say.</summary>
    public string? Unit => _shown.Unit;

    /// <summary>Named counts; empty if it has none.</summary>
    public IReadOnlyDictionary<string, long> Counters => _shown.Counters;

    /// <summary>Why the last attempt did not succeed; null if none failed.</summary>
    public JobError? Error => _shown.Error;

    /// <summary>Whether it has reached its final state.</summary>
    public bool IsFinal => _shown.IsFinal;

    /// <summary>Whether the server may know more than is shown: the link to it is down. Never so for a final job.</summary>
    public bool IsStale => _shown.IsStale;

    /// <summary>What ended the watch too early, or made the last command fail; null if nothing did.</summary>
    public Exception? Problem => _shown.Problem;

    /// <summary>Asks the job to stop. Possible until it is final or was asked; what goes wrong shows in <see cref="Problem"/>.</summary>
    public ICommand CancelCommand => _cancel;

    private bool CanCancel => Snapshot is { CancelRequested: not true } job && !job.IsFinal();

    /// <summary>Ends the watch; nothing changes any more. An object of a list is disposed with its list.</summary>
    public void Dispose() => _feed?.Dispose();

    internal void Show(JobSnapshot? job, bool isFresh, Exception? problem)
    {
        var (before, now) = (_shown, Shown.Of(job, isFresh, problem));
        if (before == now)
        {
            return;
        }

        _shown = now;
        if (PropertyChanged is { } changed)
        {
            foreach (var property in ShownProperties.Changed(before, now))
            {
                changed(this, property);
            }
        }

        _cancel.Allow(CanCancel);
    }
}
