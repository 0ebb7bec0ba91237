using System.Runtime.CompilerServices;
using ProgressHub.Client.Http;
using ProgressHub.Client.Linking;
using ProgressHub.Client.Watching;

namespace ProgressHub.Client.Logs;

/// <summary>Follows one log to the end of its job. Lines come by push where they do so without a gap, and by request for all that lies between.</summary>
internal sealed class LogFollower(HubLink link, LogPages pages, LogQuery query, ProgressHubClientOptions options) : ILogListener
{
    /// <summary>Past this a reader that is slow reads what waits from the server again: nothing is lost, and memory stays bounded.</summary>
    private const int MostWaiting = 5_000;

    private readonly Wake _news = new(options.Time);
    private readonly Backoff _backoff = new(options.Retry);
    private readonly Lock _gate = new();

    // Under the gate.
    private readonly Queue<LogLines> _pushed = new();
    private int _waiting;
    private bool _isBehind = true;
    private bool _isOver;
    private Exception? _fault;

    public long After => pages.After;

    public void Offer(JobSnapshot job)
    {
        // Only its end matters here.
    }

    public void Offer(LogLines piece)
    {
        lock (_gate)
        {
            _waiting += piece.Lines.Count;
            // Only the server knows which lines fit.
            if (query.IsFiltered || _waiting > MostWaiting)
            {
                (_isBehind, _waiting) = (true, 0);
                _pushed.Clear();
            }
            else
            {
                _pushed.Enqueue(piece);
            }
        }

        _news.Set();
    }

    public void FallBehind()
    {
        lock (_gate)
        {
            _isBehind = true;
        }

        _news.Set();
    }

    public void Remove(JobId id)
    {
        // Of groups only.
    }

    public void End(Exception? fault)
    {
        lock (_gate)
        {
            (_isOver, _fault) = (true, fault);
        }

        _news.Set();
    }

    /// <summary>The lines up to the last one of the job.</summary>
    public async IAsyncEnumerable<LogLine> ReadAsync(JobId id, string? token, [EnumeratorCancellation] CancellationToken ct)
    {
        link.States.Changed += _news.Set;
        link.Table.Add(id, token, null, this);
        try
        {
            link.Start();
            while (true)
            {
                // Looked at before the lines are: all lines of a job are stored before its end is.
                var isOver = IsOver();
                var isAsked = false;
                if (TakePushed() is not { } lines)
                {
                    if (!IsBehind() && !isOver)
                    {
                        await WaitAsync(id, ct).ConfigureAwait(false);
                        continue;
                    }

                    isAsked = true;
                    lines = await ReadPageAsync(ct).ConfigureAwait(false);
                }

                foreach (var line in lines ?? [])
                {
                    ct.ThrowIfCancellationRequested();
                    yield return line;
                }

                if (isAsked && lines is not { Count: 0 })
                {
                    // There may be more.
                    FallBehind();
                }
                else if (isAsked && isOver)
                {
                    yield break;
                }
            }
        }
        finally
        {
            link.Table.Remove(id, this);
            link.States.Changed -= _news.Set;
        }
    }

    private async Task WaitAsync(JobId id, CancellationToken ct)
    {
        if (!await _news.WaitAsync(link.IsLogPushed(id) ? Timeout.InfiniteTimeSpan : options.PollInterval, ct).ConfigureAwait(false))
        {
            FallBehind();
        }
    }

    /// <summary>Reads the next lines; null if nothing got through, after a pause.</summary>
    private async Task<IReadOnlyList<LogLine>?> ReadPageAsync(CancellationToken ct)
    {
        if (link.States.Now.State is LinkState.Reconnecting or LinkState.Offline)
        {
            // The link finds out when the server is back, and its requests are the only ones until then.
            await _news.WaitAsync(options.PollInterval, ct).ConfigureAwait(false);
            return null;
        }

        try
        {
            if (link.States.Now.State is not LinkState.Live)
            {
                await link.Pace.WaitAsync(ct).ConfigureAwait(false);
            }

            var lines = await pages.ReadAsync(repeats: false, ct).ConfigureAwait(false);
            _backoff.Reset();
            return lines;
        }
        catch (ProgressHubException fault) when (fault.IsTransient)
        {
            var delay = _backoff.Next();
            await Task.Delay(fault.RetryAfter > delay ? fault.RetryAfter.Value : delay, options.Time, ct).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Lines that were pushed and follow those that were given; null if there are none.</summary>
    private IReadOnlyList<LogLine>? TakePushed()
    {
        while (true)
        {
            LogLines? piece;
            lock (_gate)
            {
                if (!_pushed.TryDequeue(out piece))
                {
                    return null;
                }

                _waiting -= piece.Lines.Count;
            }

            if (pages.TryTake(piece) is not { } lines)
            {
                FallBehind();
            }
            else if (lines.Count > 0)
            {
                return lines;
            }
        }
    }

    /// <summary>Whether lines may be missing; not so any more once it was asked.</summary>
    private bool IsBehind()
    {
        lock (_gate)
        {
            var isBehind = _isBehind;
            _isBehind = false;
            return isBehind;
        }
    }

    private bool IsOver()
    {
        lock (_gate)
        {
            return _fault is null ? _isOver : throw _fault;
        }
    }
}
