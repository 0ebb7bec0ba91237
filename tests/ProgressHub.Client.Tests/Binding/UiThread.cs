using System.Collections.Concurrent;

namespace ProgressHub.Client.Tests.Binding;

/// <summary>The one thread of a desktop program: a queue that one thread works off.</summary>
internal sealed class UiThread : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Call, object? State)> _posts = [];
    private readonly Thread _thread;
    private int _total;

    public UiThread()
    {
        _thread = new(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>What was posted so far.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>What waits for the thread.</summary>
    public int Waiting => _posts.Count;

    public override void Post(SendOrPostCallback d, object? state)
    {
        Interlocked.Increment(ref _total);
        _posts.Add((d, state));
    }

    public Task<T> DoAsync<T>(Func<T> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _posts.Add((_ =>
        {
            try
            {
                done.SetResult(action());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }, null));
        return done.Task.Within();
    }

    /// <summary>Keeps the thread busy until the answer is disposed.</summary>
    public async Task<IDisposable> BlockAsync()
    {
        var (began, gate) = (new TaskCompletionSource(), new ManualResetEventSlim());
        _posts.Add((_ =>
        {
            began.SetResult();
            gate.Wait();
        }, null));
        await began.Task.Within();
        return new Opener(gate);
    }

    public void Dispose()
    {
        _posts.CompleteAdding();
        _thread.Join();
        _posts.Dispose();
    }

    private void Run()
    {
        SetSynchronizationContext(this);
        foreach (var (call, state) in _posts.GetConsumingEnumerable())
        {
            call(state);
        }
    }

    private sealed class Opener(ManualResetEventSlim gate) : IDisposable
    {
        public void Dispose() => gate.Set();
    }
}
