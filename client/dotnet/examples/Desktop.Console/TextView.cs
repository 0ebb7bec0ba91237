using System.Collections.Specialized;
using System.ComponentModel;
using ProgressHub;

namespace Desktop.Head;

/// <summary>A view made of lines of text, bound to the view model by the same events that a XAML toolkit listens to.</summary>
internal sealed class TextView
{
    private readonly MainViewModel _window;
    private readonly TaskCompletionSource<int> _end = new();
    private readonly HashSet<int> _threads = [];
    private int _changes;
    private bool _isLive;
    private string? _line;

    public TextView(MainViewModel window)
    {
        _window = window;
        window.PropertyChanged += OnWindowChanged;
        ((INotifyCollectionChanged)window.Jobs).CollectionChanged += (_, _) => EndWhenAllIsSeen();
    }

    /// <summary>Presses the button and looks until the job is final, stands in the list, and the link was live: 0 if it succeeded, else 1.</summary>
    public Task<int> ShowAsync()
    {
        _window.Start.Execute(null);
        return _end.Task;
    }

    private void OnWindowChanged(object? sender, PropertyChangedEventArgs change)
    {
        _threads.Add(Environment.CurrentManagedThreadId);
        switch (change.PropertyName)
        {
            case nameof(MainViewModel.Link):
                Console.WriteLine($"link: {_window.Link}");
                _isLive |= _window.Link == nameof(LinkState.Live);
                EndWhenAllIsSeen();
                break;
            case nameof(MainViewModel.Problem) when _window.Problem is { } problem:
                Console.WriteLine($"problem: {problem}");
                _end.TrySetResult(1);
                break;
            case nameof(MainViewModel.Current) when _window.Current is { } job:
                job.PropertyChanged += (_, _) => Show(job);
                Show(job);
                break;
        }
    }

    private void Show(ObservableJob job)
    {
        _threads.Add(Environment.CurrentManagedThreadId);
        _changes++;
        var line = job.IsIndeterminate ? $"{job.Kind} {job.State}" : $"{job.Kind} {job.State} {Math.Floor(job.Percent / 10) * 10}%";
        if (line != _line)
        {
            Console.WriteLine(_line = line);
        }

        EndWhenAllIsSeen();
    }

    /// <summary>A short job may be over before the list and the link are there: until then the client polls.</summary>
    private void EndWhenAllIsSeen()
    {
        if (_isLive && _window.Current is { IsFinal: true } job && _window.Jobs.Any(row => row.Id == job.Id)
            && _end.TrySetResult(job.State is JobState.Succeeded ? 0 : 1))
        {
            Console.WriteLine($"{_changes} changes, {_window.Jobs.Count} jobs in the list, all on {_threads.Count} thread");
        }
    }
}
