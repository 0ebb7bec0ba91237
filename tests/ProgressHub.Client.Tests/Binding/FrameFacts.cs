using ProgressHub.Client.Binding;

namespace ProgressHub.Client.Tests.Binding;

public sealed class FrameFacts
{
    private readonly ManualTime _time = new();
    private readonly QueuedContext _context = new();
    private int _shown;

    [Fact]
    public void AtMostOnePostIsUnderWayAndOnePerFrameIsShown()
    {
        using var frame = Make();
        frame.Ask();
        frame.Ask();
        _time.Advance(TimeSpan.Zero);
        _context.Posts.Count.ShouldBe(1);
        _context.RunAll();
        _shown.ShouldBe(1);

        frame.Ask();
        _time.Advance(TimeSpan.FromMilliseconds(15));
        _context.Posts.ShouldBeEmpty("the frame is not over");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _context.Posts.Count.ShouldBe(1);
    }

    [Fact]
    public void AThreadThatIsBusyForAMinuteFindsOnePost()
    {
        using var frame = Make();
        for (var n = 0; n < 60_000; n++)
        {
            frame.Ask();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        _context.Posts.Count.ShouldBe(1);
        _context.RunAll();
        _shown.ShouldBe(1);
        frame.Ask();
        _time.Advance(TimeSpan.FromMilliseconds(16));
        _context.RunAll();
        _shown.ShouldBe(2);
    }

    [Fact]
    public void NothingIsShownAfterDisposal()
    {
        var frame = Make();
        frame.Ask();
        _time.Advance(TimeSpan.Zero);
        frame.Dispose();
        _context.RunAll();

        _shown.ShouldBe(0);
    }

    private Frame Make()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            return new(_time, () => _shown++);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class QueuedContext : SynchronizationContext
    {
        public Queue<(SendOrPostCallback Call, object? State)> Posts { get; } = new();

        public override void Post(SendOrPostCallback d, object? state) => Posts.Enqueue((d, state));

        public void RunAll()
        {
            while (Posts.TryDequeue(out var post))
            {
                post.Call(post.State);
            }
        }
    }
}
