using ProgressHub.TestKit;

namespace ProgressHub.Stores.Tests;

/// <summary>A clock that a test moves, and whose wall time it can also set, as an administrator or a time server does.</summary>
public sealed class WallClock : TimeProvider
{
    private readonly ManualTime _time = new();
    private TimeSpan _offset;

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow() + _offset;

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan by) => _time.Advance(by);

    public void Jump(TimeSpan by) => _offset += by;
}
