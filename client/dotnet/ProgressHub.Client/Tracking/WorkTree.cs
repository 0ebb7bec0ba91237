using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProgressHub.Client.Linking;

namespace ProgressHub.Client.Tracking;

/// <summary>What the reporters of one job share: the newest message, the stages, the counters, the lines that wait, and the mark that something was said.</summary>
internal sealed class WorkTree(TimeProvider time)
{
    private const int MaxStages = 16;
    private const int MaxDepth = 3;
    private const int MaxCounters = 32;
    private const int MaxMessageChars = 1024;

    private readonly ConcurrentDictionary<string, WorkCounter> _counters = new(StringComparer.Ordinal);
    private readonly WorkLog _log = new(time);
    private int _isDirty;
    private volatile bool _isClosed;
    private volatile bool _isCancelRequested;

    // Under the gate: each stage after the one that it is part of.
    private readonly List<WorkStage> _stages = [];
    private string? _message;

    public Lock Gate { get; } = new();

    /// <summary>Set with the first word after each report.</summary>
    public Wake Changed { get; } = new(time);

    public bool IsClosed => _isClosed;

    public bool IsCancelRequested { get => _isCancelRequested; set => _isCancelRequested = value; }

    /// <summary>Whether lines wait that the last report had no room for.</summary>
    public bool HasLines => _log.HasLines;

    /// <summary>The work is over: nothing more is taken.</summary>
    public void Close() => _isClosed = true;

    public void Touch()
    {
        if (Volatile.Read(ref _isDirty) == 0 && Interlocked.Exchange(ref _isDirty, 1) == 0)
        {
            Changed.Set();
        }
    }

    /// <summary>Keeps the newest message. Under the gate.</summary>
    public void Say(string? message) => _message = WireText.Mend(message, MaxMessageChars) ?? _message;

    public WorkCounter Counter(string name)
    {
        var counter = new WorkCounter(WireText.Mend(name, WorkReporter.MaxNameChars) ?? "", this);
        return _counters.TryGetValue(counter.Name, out var known) || _counters.Count >= MaxCounters ? known ?? counter : _counters.GetOrAdd(counter.Name, counter);
    }

    public void Log(LogLevel level, string? text)
    {
        if (!_isClosed && _log.Add(level, text))
        {
            Touch();
        }
    }

    public WorkStage Begin(WorkReporter parent, string name, double? weight)
    {
        WorkStage stage;
        lock (Gate)
        {
            var told = WireText.Mend(name, WorkReporter.MaxNameChars);
            stage = _stages.Find(known => known.Parent == parent && known.State is StageState.Waiting && known.Name == told) ?? Add(parent, name, weight);
            (stage.State, stage.Weight) = (StageState.Running, weight ?? stage.Weight);
        }

        Touch();
        return stage;
    }

    public void Declare(WorkReporter parent, string name, double weight)
    {
        lock (Gate)
        {
            Add(parent, name, weight);
        }

        Touch();
    }

    public void Complete(WorkStage stage)
    {
        lock (Gate)
        {
            if (_isClosed)
            {
                // An exception on its way out disposes stages, too, and where the work stopped shall be seen.
                return;
            }

            stage.State = StageState.Completed;
            foreach (var part in _stages.Where(part => part.IsPartOf(stage)))
            {
                part.State = StageState.Completed;
            }
        }

        Touch();
    }

    /// <summary>Takes the mark away; false if nothing was said since the last time.</summary>
    public bool TryClear() => Interlocked.Exchange(ref _isDirty, 0) != 0;

    /// <summary>Fills a report, or an end, with all that is known and the lines there is room for.</summary>
    public T Fill<T>(T empty, WorkReporter root, long seq) where T : ReportRequest
    {
        var lines = _log.Take();
        lock (Gate)
        {
            return (T)((ReportRequest)empty with
            {
                Seq = seq,
                Done = root.Done,
                Total = root.Total,
                Fraction = root.Fraction,
                Unit = root.Unit,
                Message = _message,
                Stages = _stages.Count == 0 ? null : [.. _stages.Select(stage => stage.ToReport())],
                Counters = _counters.IsEmpty ? null : _counters.ToDictionary(pair => pair.Key, pair => (double)pair.Value.Value),
                Log = lines.Count == 0 ? null : lines,
            });
        }
    }

    private WorkStage Add(WorkReporter parent, string name, double? weight)
    {
        var told = WireText.Mend(string.IsNullOrWhiteSpace(name) ? "stage" : name, WorkReporter.MaxNameChars)!;
        var stage = new WorkStage(this, parent, Distinct(parent, told), weight);
        var at = parent is WorkStage outer ? _stages.IndexOf(outer) + 1 : 0;
        if (_stages.Count >= MaxStages || stage.Depth > MaxDepth || (parent is WorkStage && at == 0))
        {
            return stage;
        }

        while (at < _stages.Count && _stages[at].Depth >= stage.Depth)
        {
            at++;
        }

        _stages.Insert(at, stage);
        return stage;
    }

    /// <summary>On the wire a name stands for one stage among its siblings.</summary>
    private string Distinct(WorkReporter parent, string name)
    {
        var distinct = name;
        for (var number = 2; _stages.Exists(known => known.Parent == parent && known.Name == distinct); number++)
        {
            distinct = $"{name} {number}";
        }

        return distinct;
    }
}
