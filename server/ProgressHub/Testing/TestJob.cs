using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ProgressHub.Execution;
using ProgressHub.Jobs;
using ProgressHub.Live;
using ProgressHub.Reporting;
using ProgressHub.Storage;

namespace ProgressHub.Testing;

/// <summary>Runs one attempt of a handler in a test, without a host: with the real rules for reports, arguments, results and ends, and without a store or a hub.</summary>
/// <remarks>Arguments and results pass through JSON as they would through a store. It is good for one run.</remarks>
public sealed class TestJob
{
    /// <summary>So many of the newest reports are kept.</summary>
    public const int MaxReports = 10_000;

    private const string Kind = "test";

    private readonly Lock _gate = new();
    private readonly Queue<JobProgress> _reports = new();
    private readonly List<LogLine> _log = [];
    private Attempt? _attempt;
    private JobSnapshot? _last;
    private Func<JobContext, CancellationToken, Task<ReadOnlyMemory<byte>?>>? _run;
    private int _runs;

    /// <summary>Which attempt it is, from 1; 1 by default.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How many attempts the job has, at least <see cref="Attempt"/>; 3 by default.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>What an attempt before has saved, for <see cref="JobContext.Checkpoint{T}"/>; none by default.</summary>
    public object? Checkpoint { get; init; }

    /// <summary>The groups of the job; none by default.</summary>
    public IReadOnlyList<GroupName> Groups { get; init; } = [];

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The job's side: what the handler gets, for parts that are tested on their own.</summary>
    public JobContext Context => Begun().Context;

    /// <summary>What those who watch the job would see now. After the run: how the attempt ended, which is <c>scheduled</c> where another attempt would follow.</summary>
    public JobSnapshot Snapshot => _last ?? Begun().Live.Flush(Time.GetUtcNow());

    /// <summary>What was reported, each report as it was shown, oldest first; the newest <see cref="MaxReports"/>.</summary>
    public IReadOnlyList<JobProgress> Reports
    {
        get
        {
            lock (_gate)
            {
                return [.. _reports];
            }
        }
    }

    /// <summary>What the job has logged, oldest first.</summary>
    public IReadOnlyList<LogLine> Log
    {
        get
        {
            lock (_gate)
            {
                var waiting = Context.Lines;
                for (var lines = waiting.Take(); lines.Count > 0; lines = waiting.Take())
                {
                    _log.AddRange(lines.Select((line, i) => new LogLine(_log.Count + i + 1, line.At, line.Level.ToString(), line.Text)).ToList());
                    waiting.Stored();
                }

                return [.. _log];
            }
        }
    }

    /// <summary>Runs a handler with these arguments, and throws what it throws.</summary>
    /// <exception cref="InvalidOperationException">This has run already.</exception>
    public Task RunAsync<TArgs>(IJobHandler<TArgs> handler, TArgs args)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return RunAsync(args, async (read, job, ct) =>
        {
            await handler.RunAsync(read, job, ct);
            return null;
        });
    }

    /// <summary>Runs a handler with these arguments and returns its result, or throws what it throws.</summary>
    /// <exception cref="InvalidOperationException">This has run already.</exception>
    public async Task<TResult> RunAsync<TArgs, TResult>(IJobHandler<TArgs, TResult> handler, TArgs args)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ReadOnlyMemory<byte> json = default;
        await RunAsync(args, async (read, job, ct) => json = JsonSerializer.SerializeToUtf8Bytes(await handler.RunAsync(read, job, ct), JobJson.Stored));
        return JsonSerializer.Deserialize<TResult>(json.Span, JobJson.Stored)!;
    }

    /// <summary>Runs any work that takes a job, and throws what it throws.</summary>
    /// <exception cref="InvalidOperationException">This has run already.</exception>
    public Task RunAsync(Func<JobContext, CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync(new object(), async (_, job, ct) =>
        {
            await work(job, ct);
            return null;
        });
    }

    /// <summary>Fires the job's token. The first reason counts.</summary>
    /// <param name="reason">Why; a request to cancel by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The reason is <see cref="StopReason.None"/>.</exception>
    public void Cancel(StopReason reason = StopReason.CancelRequested)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(reason, StopReason.None);
        Begun().Stop(reason);
    }

    private async Task RunAsync<TArgs>(TArgs args, Func<TArgs, JobContext, CancellationToken, Task<ReadOnlyMemory<byte>?>> run)
    {
        if (Interlocked.Increment(ref _runs) > 1)
        {
            throw new InvalidOperationException("This TestJob has run already. Make a new one for each attempt.");
        }

        Exception? thrown = null;
        _run = async (job, ct) =>
        {
            try
            {
                var json = JsonSerializer.SerializeToUtf8Bytes(args, JobJson.Stored);
                return await run(JsonSerializer.Deserialize<TArgs>(json, JobJson.Stored)!, job, ct);
            }
            catch (Exception e)
            {
                thrown = e;
                throw;
            }
        };
        var attempt = Begun();
        await using var services = new ServiceCollection().AddScoped<JobContextHolder>().BuildServiceProvider();
        var options = Options.Create(new ProgressHubOptions());
        var runner = new AttemptRunner(services.GetRequiredService<IServiceScopeFactory>(), options, Time, NullLogger<AttemptRunner>.Instance);
        _last = (await runner.RunAsync(attempt))?.Snapshot ?? attempt.Live.Current;
        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }

        if (_last.State == JobState.Failed)
        {
            throw new InvalidOperationException(_last.Error?.Message);
        }
    }

    private Attempt Begun()
    {
        lock (_gate)
        {
            return _attempt ??= Begin();
        }
    }

    private Attempt Begin()
    {
        var now = Time.GetUtcNow();
        var claimed = new JobSnapshot
        {
            Id = JobId.New(now),
            Kind = Kind,
            Groups = Groups,
            State = JobState.Running,
            Version = JobVersion.Of(Attempt, 1),
            Attempt = Attempt,
            MaxAttempts = Math.Max(Attempt, MaxAttempts),
            CreatedAt = now,
            StartedAt = now,
        };
        var live = new LiveJob(claimed);
        var reporter = new JobReporter(() => Show(live));
        var counters = new JobCounters(reporter);
        live.Begin(claimed, new AttemptProgress(reporter, counters), pushInterval: null);
        var saved = Checkpoint is null ? default(ReadOnlyMemory<byte>?) : JsonSerializer.SerializeToUtf8Bytes(Checkpoint, JobJson.Stored);
        var context = new JobContext(claimed, reporter, counters, new JobCheckpoint(saved, new LimitsOptions().CheckpointBytes)) { Lines = new JobLog(claimed, Time) };
        var kind = new RegisteredKind(Kind, typeof(JsonElement), new JobKindOptions(), (_, _, job, ct) => _run!(job, ct), static (_, _) => null);
        return new Attempt(new ClaimedJob(claimed, "{}"u8.ToArray()), kind, live, context, Time.GetTimestamp());
    }

    /// <summary>Shows every report at once; in a host those of one interval are one.</summary>
    private void Show(LiveJob live)
    {
        if (live.Flush(Time.GetUtcNow()).Progress is not { } progress)
        {
            return;
        }

        lock (_gate)
        {
            if (_reports.Count == MaxReports)
            {
                _reports.Dequeue();
            }

            _reports.Enqueue(progress);
        }
    }
}
