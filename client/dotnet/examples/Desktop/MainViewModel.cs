using System.ComponentModel;
using System.Text.Json;
using System.Windows.Input;
using ProgressHub;

namespace Desktop;

/// <summary>The one window of the program: it starts an import, shows it, shows all others, and says how the link to the server stands. Made and used on the thread of its view.</summary>
public sealed class MainViewModel : INotifyPropertyChanged, IDisposable
{
    private readonly ProgressHubClient _hub;
    private readonly SynchronizationContext _ui;
    private readonly StartCommand _start;

    /// <summary>Shows the jobs of a server.</summary>
    /// <param name="hub">The server; disposed by who made it.</param>
    /// <exception cref="InvalidOperationException">The thread has no <see cref="SynchronizationContext"/>, so it is not that of a view.</exception>
    public MainViewModel(ProgressHubClient hub)
    {
        _hub = hub;
        _ui = SynchronizationContext.Current ?? throw new InvalidOperationException("Make the view model on the thread of its view.");
        _start = new(this);
        Jobs = hub.ObserveGroup(new("all"), max: 100);
        hub.ConnectionChanged += OnConnectionChanged;
    }

    /// <summary>Raised on the thread of the view.</summary>
    public event PropertyChangedEventHandler? PropertyChanged;

    /// <summary>The newest 100 jobs of the server, whoever has started them.</summary>
    public ObservableJobList Jobs { get; }

    /// <summary>The import that was started here last; null before the first.</summary>
    public ObservableJob? Current { get; private set; }

    /// <summary>The file to import, below the data root of the server.</summary>
    public string Path { get; set; } = "cities.csv";

    /// <summary>How the server is heard of, for the status bar.</summary>
    public string Link => _hub.Connection.Reason is { } reason ? $"{_hub.Connection.State}: {reason}" : _hub.Connection.State.ToString();

    /// <summary>Why the last start did not work; null if it did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Imports the file of <see cref="Path"/>.</summary>
    public ICommand Start => _start;

    /// <summary>Imports a file; what goes wrong shows in <see cref="Problem"/>.</summary>
    public async Task StartAsync()
    {
        Problem = null;
        try
        {
            // Without ConfigureAwait: what follows belongs to the thread of the view.
            var job = await _hub.SubmitAsync("import-csv", JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["path"] = Path }));
            Current?.Dispose();
            Current = job.Observe();
        }
        catch (ProgressHubException e)
        {
            Problem = $"{e.Message} {e.Cure}";
        }

        Changed(nameof(Current));
        Changed(nameof(Problem));
    }

    /// <summary>Ends what is watched.</summary>
    public void Dispose()
    {
        _hub.ConnectionChanged -= OnConnectionChanged;
        Current?.Dispose();
        Jobs.Dispose();
    }

    private void OnConnectionChanged(object? sender, EventArgs e) => _ui.Post(_ => Changed(nameof(Link)), null);

    private void Changed(string property) => PropertyChanged?.Invoke(this, new(property));
}
