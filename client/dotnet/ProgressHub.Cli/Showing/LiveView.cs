using System.Collections.Concurrent;
using ProgressHub.Cli.Logs;
using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Words;
using Spectre.Console;

namespace ProgressHub.Cli.Showing;

/// <summary>Bars on a screen, drawn anew at most ten times a second and at least once; at the end they stay, with all there is to say.</summary>
internal sealed class LiveView : IJobView
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>How long a link may be away before what is shown counts as old.</summary>
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(3);

    private readonly Session _session;
    private readonly Looks _looks;
    private readonly RowTable _table;
    private readonly Board _board;
    private readonly ConcurrentQueue<(JobId Id, LogLine Line)> _lines = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly long _began;
    private readonly Task _drawing;
    private LinkView? _link;

    /// <param name="session">Where it draws.</param>
    /// <param name="isGroup">Whether jobs come and go: then those that succeeded leave at the end.</param>
    public LiveView(Session session, bool isGroup)
    {
        _session = session;
        _looks = new(session.Screen.Err.Profile.Capabilities.Unicode);
        _table = new(_looks);
        _board = new(isGroup);
        _began = session.Time.GetTimestamp();
        _drawing = Task.Run(DrawAsync);
    }

    public void Show(JobSnapshot job)
    {
        _board.Put(job);
        Wake();
    }

    public void Show(GroupSummary group)
    {
        _board.Put(group);
        Wake();
    }

    public void Show(JobId id, LogLine line)
    {
        _lines.Enqueue((id, line));
        Wake();
    }

    public void Show(LinkView link)
    {
        if (Interlocked.Exchange(ref _link, link)?.State != link.State)
        {
            Wake();
        }

        if (_drawing.IsFaulted)
        {
            // Nobody would see anything any more, and wait for ever.
            _drawing.GetAwaiter().GetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _drawing;
        _stop.Dispose();
        WriteLines();
        Fill(int.MaxValue);
        (_table.HasSeconds, _table.IsWhole, _table.Notice) = (true, true, "");
        if (_table.Rows.Count > 0)
        {
            _session.Screen.Err.Write(_table);
            _session.Screen.Err.WriteLine();
        }
    }

    private Task DrawAsync() => _session.Screen.Err.Live(_table).AutoClear(true).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Bottom).StartAsync(async live =>
    {
        while (!_stop.IsCancellationRequested)
        {
            WriteLines();
            Fill(_session.Screen.Err.Profile.Height - 2);
            live.Refresh();
            try
            {
                await Task.Delay(Frame, _session.Time, _stop.Token);
                if (!_table.Rows.Any(row => row.IsSweeping))
                {
                    await _changed.WaitAsync(Tick - Frame, _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The end; what is left is drawn by whoever asked for it.
            }
        }
    });

    private void Fill(int height)
    {
        var link = Volatile.Read(ref _link);
        var now = _session.Now;
        var away = link is { IsFresh: false } ? _session.Time.GetUtcNow() - link.Since : TimeSpan.Zero;
        var isStale = away > StaleAfter;
        _table.Elapsed = _session.Time.GetElapsedTime(_began);
        var groups = _board.Groups;
        height = Math.Max(1, height - groups.Count);
        _table.HasSeconds = _board.Count <= height / 2;
        var jobs = _board.Choose(height, out var hidden);
        _table.Rows = [.. groups.Select(group => RowMaker.Of(group, _looks, isStale)), .. jobs.Select(job => RowMaker.Of(job, _looks, now, isStale))];
        _table.Notice = isStale ? $"Connection lost {Times.Span(away)} ago: {PlainText.Line(link!.Reason)} Trying again; you see what was known then."
            : hidden > 0 ? $"{Numbers.Count(hidden)} more"
            : "";
    }

    private void WriteLines()
    {
        while (_lines.TryDequeue(out var item))
        {
            _session.Screen.Err.Write(new LogText(item.Line, _board.Count > 1 ? item.Id : null));
        }
    }

    private void Wake()
    {
        if (_changed.CurrentCount == 0)
        {
            try
            {
                _changed.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else has just done so.
            }
        }
    }
}
