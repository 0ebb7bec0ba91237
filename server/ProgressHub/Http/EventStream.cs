using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ProgressHub.Live;
using ProgressHub.Publishing;

namespace ProgressHub.Http;

/// <summary>One stream of server-sent events as a watcher: what comes while a write is under way is conflated as on a hub connection.</summary>
internal sealed class EventStream(HttpContext http, TimeProvider time, TimeSpan slowTimeout) : IWatcher
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Backlog _backlog = new();
    private readonly WakeUp _wakeUp = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private bool _stopped;
    private long _wroteAt = time.GetTimestamp();

    public void Offer(Delivery delivery)
    {
        lock (_gate)
        {
            if (!_backlog.TryKeep(delivery))
            {
                _stopped = true;
            }
        }

        _wakeUp.Set();
    }

    /// <summary>Ends the stream after what is kept has been written.</summary>
    public void Stop()
    {
        _stopped = true;
        _wakeUp.Set();
    }

    public async Task BeginAsync(string store)
    {
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        response.Headers["ProgressHub-Store"] = store;
        ServerTime.Stamp(http);
        // Each client gets its own delay, so that after a restart they do not all return at once.
        Append(string.Create(CultureInfo.InvariantCulture, $"retry: {1000 + Random.Shared.Next(2000)}\n"));
        Event("store", null, JsonSerializer.SerializeToUtf8Bytes(store, ProtocolJson.TypeOf<string>()));
        await FlushAsync();
    }

    /// <summary>Writes what comes until <paramref name="isOver"/> says that nothing can follow a message, or the stream is stopped. Before the last message the whole log is written.</summary>
    public async Task RunAsync(Func<Delivery, bool> isOver, Func<JobSnapshot, string> eventId, EventLog? log, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            if (TryTake(out var delivery))
            {
                var isLast = isOver(delivery);
                if (log is not null && delivery.Log is { } lines)
                {
                    await log.SendAsync(this, lines, ct);
                }
                else if (log is not null && isLast)
                {
                    await log.CatchUpAsync(this, ct);
                }

                Write(delivery, eventId);
                await FlushAsync();
                if (isLast)
                {
                    return;
                }
            }
            else if (_stopped)
            {
                return;
            }
            else
            {
                await _wakeUp.WaitAsync(PingInterval, time, ct);
                if (time.GetElapsedTime(_wroteAt) >= PingInterval)
                {
                    Append(": ping\n\n");
                    await FlushAsync();
                }
            }
        }
    }

    public void Write(LogLines lines, string eventId) => Event("log", eventId, JsonSerializer.SerializeToUtf8Bytes(lines, ProtocolJson.TypeOf<LogLines>()));

    public void GoingAway(double seconds) => Event(
        "going-away", null, JsonSerializer.SerializeToUtf8Bytes(new GoingAwayNotice(seconds), ProtocolJson.TypeOf<GoingAwayNotice>()));

    /// <exception cref="TimeoutException">The client does not read.</exception>
    public async Task FlushAsync()
    {
        await http.Response.BodyWriter.WriteAsync(_buffer.WrittenMemory.ToArray(), http.RequestAborted).AsTask().WaitAsync(slowTimeout, time, http.RequestAborted);
        _buffer.ResetWrittenCount();
        _wroteAt = time.GetTimestamp();
    }

    private bool TryTake(out Delivery delivery)
    {
        lock (_gate)
        {
            return _backlog.TryTake(out delivery);
        }
    }

    private void Write(Delivery delivery, Func<JobSnapshot, string> eventId)
    {
        foreach (var job in delivery.Jobs ?? [])
        {
            Event("job", eventId(job), job.ToUtf8Json().Span);
        }

        foreach (var group in delivery.Groups ?? [])
        {
            Event("group", null, JsonSerializer.SerializeToUtf8Bytes(group, ProtocolJson.TypeOf<GroupSummary>()));
        }

        switch (delivery.Args)
        {
            case [WatchEnd ended]:
                Event("ended", null, JsonSerializer.SerializeToUtf8Bytes(ended, ProtocolJson.TypeOf<WatchEnd>()));
                break;
            case [ResyncReason resync]:
                Event("resync", null, JsonSerializer.SerializeToUtf8Bytes(resync, ProtocolJson.TypeOf<ResyncReason>()));
                break;
        }
    }

    private void Event(string name, string? id, ReadOnlySpan<byte> data)
    {
        Append(id is null ? $"event: {name}\ndata: " : $"event: {name}\nid: {id}\ndata: ");
        // JSON on one line holds no line break, so one data field is enough.
        _buffer.Write(data);
        Append("\n\n");
    }

    private void Append(string text) => Encoding.UTF8.GetBytes(text, _buffer);
}
