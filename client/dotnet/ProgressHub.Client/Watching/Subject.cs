namespace ProgressHub.Client.Watching;

/// <summary>One watched thing with all who watch it here: the server hears of it once. Under the table's lock.</summary>
internal abstract class Subject
{
    private readonly List<IWatchListener> _listeners = [];

    public Join Join { get; set; }

    public bool IsWatched => _listeners.Count > 0;

    protected IReadOnlyList<IWatchListener> Listeners => _listeners;

    public virtual void Add(IWatchListener listener) => _listeners.Add(listener);

    public void Leave(IWatchListener listener) => _listeners.Remove(listener);

    public void End(Exception? fault)
    {
        foreach (var listener in _listeners)
        {
            listener.End(fault);
        }

        _listeners.Clear();
    }

    /// <summary>Another store answers: what is known of versions is void.</summary>
    public abstract void Forget();
}
