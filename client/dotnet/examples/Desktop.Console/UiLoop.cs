using System.Collections.Concurrent;

namespace Desktop.Head;

/// <summary>The message loop of a desktop program: one thread that does what is posted to it, in order.</summary>
internal sealed class UiLoop : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Call, object? State)> _posts = [];

    /// <summary>Runs a program on this thread until it ends, and answers its exit code.</summary>
    public static int Run(Func<Task<int>> program)
    {
        var loop = new UiLoop();
        SetSynchronizationContext(loop);
        var running = program();
        _ = running.ContinueWith(_ => loop._posts.CompleteAdding(), TaskScheduler.Default);
        foreach (var (call, state) in loop._posts.GetConsumingEnumerable())
        {
            call(state);
        }

        return running.GetAwaiter().GetResult();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _posts.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The program has ended, and nobody looks any more.
        }
    }
}
