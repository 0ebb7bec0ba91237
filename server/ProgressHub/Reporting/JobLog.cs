using Microsoft.Extensions.Logging;
using ProgressHub.Jobs;

namespace ProgressHub.Reporting;

/// <summary>What an attempt has logged and the store does not have yet. Any thread may add: nothing waits and nothing throws; where lines come faster than they are stored, the oldest are dropped, and a line says how many.</summary>
/// <param name="claimed">The job as the attempt has it.</param>
/// <param name="time">The clock of the lines.</param>
/// <param name="waiting">Told when there is something to take, once until <see cref="Stored"/> finds nothing more.</param>
internal sealed class JobLog(JobSnapshot claimed, TimeProvider time, Action<JobLog>? waiting = null)
{
    /// <summary>How many lines wait at most.</summary>
    public const int MaxLines = 50_000;

    /// <summary>How many UTF-16 characters wait at most, beside one line of any length below its own cap.</summary>
    public const int MaxChars = 4 << 20;

    /// <summary>A quarter of what may wait is stored at a time, so that no commit is long.</summary>
    public const int MaxTakenLines = 10_000;

    public const int MaxTakenChars = 1 << 20;

    /// <summary>A longer line is cut, visibly.</summary>
    public const int MaxTextBytes = 4096;

    private readonly Lock _gate = new();

    // Under the gate.
    private readonly Queue<LoggedLine> _lines = new();
    private int _chars;
    private long _dropped;
    private bool _hasBegun;
    private bool _isWaiting;
    private bool _isClosed;

    // Owned by who stores: what was taken and is not stored yet.
    private LoggedLine[]? _taken;

    public JobId Id => claimed.Id;

    /// <summary>The fencing epoch of the attempt.</summary>
    public int Epoch => JobVersion.Epoch(claimed.Version);

    /// <summary>Whether there is something that the store does not have yet.</summary>
    public bool IsWaiting => Volatile.Read(ref _isWaiting);

    /// <summary>Adds a line; <see cref="LogLevel.None"/> adds nothing.</summary>
    public void Add(LogLevel level, string? message)
    {
        if (level is < LogLevel.Trace or > LogLevel.Critical)
        {
            return;
        }

        // Cut here, since a line that waits must be small; mended by who stores, since that is not the job's time.
        var line = new LoggedLine(time.GetUtcNow(), level, ReportedText.Cut(message, MaxTextBytes) ?? "");
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _lines.Enqueue(line);
            _chars += line.Text.Length;
            while (_lines.Count > MaxLines || (_chars > MaxChars && _lines.Count > 1))
            {
                _chars -= _lines.Dequeue().Text.Length;
                _dropped++;
            }

            if (_isWaiting)
            {
                return;
            }

            Volatile.Write(ref _isWaiting, true);
        }

        waiting?.Invoke(this);
    }

    /// <summary>Takes no more lines: the attempt has ended. What waits can still be stored.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
    }

    /// <summary>The oldest of what waits; the same again until <see cref="Stored"/> is called. Called by one at a time.</summary>
    public IReadOnlyList<LoggedLine> Take() => (_taken ??= TakeNew()) ?? [];

    /// <summary>Says that what was taken is stored; true when there is more.</summary>
    public bool Stored()
    {
        lock (_gate)
        {
            _taken = null;
            Volatile.Write(ref _isWaiting, _lines.Count > 0);
            return _isWaiting;
        }
    }

    /// <summary>Forgets what waits and takes nothing more: the attempt has lost its job.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            (_isClosed, _taken, _chars, _dropped) = (true, null, 0, 0);
            _lines.Clear();
            Volatile.Write(ref _isWaiting, false);
        }
    }

    private LoggedLine[]? TakeNew()
    {
        var taken = new List<LoggedLine>();
        lock (_gate)
        {
            if (_lines.Count == 0)
            {
                return null;
            }

            var at = _lines.Peek().At;
            if (!_hasBegun && Epoch > 1)
            {
                // Not the first attempt: a reader shall see where its lines begin.
                taken.Add(new(at, LogLevel.Information, $"Attempt {claimed.Attempt} of {claimed.MaxAttempts}"));
            }

            if (_dropped > 0)
            {
                taken.Add(new(at, LogLevel.Warning, $"{_dropped} {(_dropped == 1 ? "line" : "lines")} dropped"));
                _dropped = 0;
            }

            _hasBegun = true;
            taken.EnsureCapacity(taken.Count + Math.Min(_lines.Count, MaxTakenLines));
            for (var chars = 0; chars < MaxTakenChars && taken.Count < MaxTakenLines && _lines.TryDequeue(out var line); chars += line.Text.Length)
            {
                taken.Add(line);
                _chars -= line.Text.Length;
            }
        }

        for (var i = 0; i < taken.Count; i++)
        {
            taken[i] = taken[i] with { Text = ReportedText.MendLine(taken[i].Text, MaxTextBytes)! };
        }

        return [.. taken];
    }
}
