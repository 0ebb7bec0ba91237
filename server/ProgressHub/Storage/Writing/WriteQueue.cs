using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>What waits for the writer's thread: operations of any callers, and wake-ups.</summary>
/// <remarks>Its bound is the number of callers: each waits for its answer before it sends more.</remarks>
internal sealed class WriteQueue
{
    private readonly object _gate = new();
    private readonly List<IWriteOperation> _waiting = [];
    private bool _woken;
    private bool _closed;
    private int _sleeping;

    /// <summary>False once closed.</summary>
    public bool TryAdd(IWriteOperation operation)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _waiting.Add(operation);
            WakeIfAsleep();
            return true;
        }
    }

    /// <summary>Lets the thread look after parked claims.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            WakeIfAsleep();
        }
    }

    /// <summary>No more is taken; what waits is still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for work and hands it out; false when closed and empty.</summary>
    public bool Take(List<IWriteOperation> batch)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_woken)
            {
                if (_closed)
                {
                    return false;
                }

                _sleeping++;
                Monitor.Wait(_gate);
                _sleeping--;
            }

            _woken = false;
            Move(batch);
            return true;
        }
    }

    /// <summary>Hands out what has come in the meantime; false if nothing has.</summary>
    public bool TakeMore(List<IWriteOperation> batch)
    {
        lock (_gate)
        {
            var any = _waiting.Count > 0;
            Move(batch);
            return any;
        }
    }

    private void Move(List<IWriteOperation> batch)
    {
        batch.AddRange(_waiting);
        _waiting.Clear();
    }

    private void WakeIfAsleep()
    {
        if (_sleeping > 0)
        {
            Monitor.Pulse(_gate);
        }
    }
}
