using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using ProgressHub.PostgreSql.Database;
using ProgressHub.Telemetry;

namespace ProgressHub.PostgreSql.Nodes;

/// <summary>Keeps in touch with the other nodes: shows them that this one is alive, hints to them that something has changed, and hears their hints.</summary>
internal sealed partial class Neighbours : IAsyncDisposable
{
    private const string Channel = "progresshub";

    private static readonly TimeSpan BeatPace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetPace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HintPace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ListenTest = TimeSpan.FromSeconds(3);

    /// <summary>After that it tries to listen again: a slow start may have kept the notice away, and a way to the database may be changed.</summary>
    private static readonly TimeSpan DeafRest = TimeSpan.FromMinutes(2);

    private readonly Ownership _ownership;
    private readonly NpgsqlDataSource _source;
    private readonly string _connectionString;
    private readonly bool _hasPooler;
    private readonly Action _hinted;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<bool> _changes = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<Task> _loops = [];
    private volatile bool _hasPeers;
    private volatile bool _othersWatch;
    private long _forgotAt;
    private bool _toldDeaf;

    public Neighbours(Ownership ownership, NpgsqlDataSource source, string connectionString, bool hasPooler, Action hinted, ILogger logger)
    {
        (_ownership, _source, _connectionString, _hasPooler, _hinted, _logger) = (ownership, source, connectionString, hasPooler, hinted, logger);
        _loops.Add(LoopAsync(BeatAsync, new("The sign of life for the other nodes", logger)));
        _loops.Add(LoopAsync(HintAsync, new("The hints for the other nodes", logger)));
        _loops.Add(LoopAsync(ListenAsync, new("The listening to hints of the other nodes", logger)));
    }

    /// <summary>Whether somebody watches on another node.</summary>
    public bool OthersWatch => _othersWatch;

    /// <summary>Something has changed that other nodes may want to know.</summary>
    public void NoteChange()
    {
        if (_hasPeers)
        {
            _changes.Writer.TryWrite(true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_loops);
        _ending.Dispose();
    }

    private async Task LoopAsync(Func<CancellationToken, Task> step, LoopFaults faults)
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                await step(_ending.Token);
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // Of an outage the writers speak in the log.
                if (!Fault.IsOutage(fault))
                {
                    faults.Note(fault);
                }

                await Task.Delay(Rest, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task BeatAsync(CancellationToken ct)
    {
        (_hasPeers, _othersWatch) = await _ownership.BeatAsync(ct);
        // Also when alone: what was kept for a node that has died must go.
        if (Environment.TickCount64 - _forgotAt > ForgetPace.TotalMilliseconds)
        {
            _forgotAt = Environment.TickCount64;
            await using var forget = _source.CreateCommand("DELETE FROM progresshub.changes WHERE at < (extract(epoch FROM clock_timestamp()) * 1000)::bigint - $1");
            forget.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ChangeTimes.Kept });
            await forget.ExecuteNonQueryAsync(ct);
        }

        await Task.Delay(BeatPace, ct);
    }

    // The first change of a while leaves at once, and what follows soon after travels together.
    private async Task HintAsync(CancellationToken ct)
    {
        await _changes.Reader.ReadAsync(ct);
        await NotifyAsync(_ownership.Token.ToString("n"), ct);
        await Task.Delay(HintPace, ct);
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(ct);
        var (self, test) = (_ownership.Token.ToString("n"), Guid.NewGuid().ToString("n"));
        var heard = false;
        connection.Notification += (_, hint) =>
        {
            heard |= hint.Payload == test;
            if (hint.Payload != self && hint.Payload != test)
            {
                _hinted();
            }
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        await NotifyAsync(test, ct);
        var until = Environment.TickCount64 + (long)ListenTest.TotalMilliseconds;
        while (!heard && Environment.TickCount64 < until)
        {
            await connection.WaitAsync(TimeSpan.FromMilliseconds(Math.Max(1, until - Environment.TickCount64)), ct);
        }

        if (!heard)
        {
            TellDeaf();
            await connection.CloseAsync();
            // Behind a pooler each try would leave one more connection of others listening.
            await Task.Delay(_hasPooler ? Timeout.InfiniteTimeSpan : DeafRest, ct);
            return;
        }

        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    private void TellDeaf()
    {
        if (!_toldDeaf)
        {
            _toldDeaf = true;
            HeardNothing();
        }
    }

    private async Task NotifyAsync(string payload, CancellationToken ct)
    {
        await using var notify = _source.CreateCommand("SELECT pg_notify($1, $2)");
        notify.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Channel });
        notify.Parameters.Add(new NpgsqlParameter<string> { TypedValue = payload });
        await notify.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "LISTEN does not work on this way to the database, as through PgBouncer in transaction mode: other nodes' changes are polled, which costs up to a second")]
    private partial void HeardNothing();
}
