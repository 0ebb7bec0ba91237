using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.Reporting;
using ProgressHub.Storage;

namespace ProgressHub.Execution;

/// <summary>Runs one attempt in a scope of its own and decides how it ended.</summary>
internal sealed class AttemptRunner(
    IServiceScopeFactory scopes,
    IOptions<ProgressHubOptions> options,
    TimeProvider time,
    ILogger<AttemptRunner> logger)
{
    /// <summary>Results up to this size travel in the snapshot.</summary>
    public const int InlineResultBytes = 4096;

    /// <summary>Runs the attempt; whatever it throws is in the answer.</summary>
    /// <returns>What to store of its end; null when there is nothing to say, because another attempt holds the job.</returns>
    public async Task<AttemptWrite?> RunAsync(Attempt attempt)
    {
        var began = time.GetTimestamp();
        Exception? fault = null;
        ReadOnlyMemory<byte>? result = null;
        using var timeout = AttemptTimeout.Start(attempt, options.Value.Jobs.Timeout, time);
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope)
            {
                scope.ServiceProvider.GetRequiredService<JobContextHolder>().Context = attempt.Context;
                var args = ReadArgs(attempt);
                using var forwarding = JobLogger.ForwardTo(attempt.Context.Lines, attempt.Kind.Options.LogLevel ?? options.Value.Jobs.LogLevel);
                result = await attempt.Kind.Run(scope.ServiceProvider, args, attempt.Context, attempt.Token);
            }
        }
        catch (Exception e)
        {
            fault = e;
            attempt.Context.Progress.ReopenStages();
        }

        attempt.Kind.Took(time.GetElapsedTime(began).TotalSeconds);
        attempt.HasEnded = true;
        if (fault is not null && StoppedBy(attempt, fault) is StopReason.None or StopReason.TimedOut)
        {
            AttemptFault.AddTo(attempt.Context.Lines, fault);
        }

        attempt.Context.Lines.Close();
        var last = attempt.Live.End(attempt.Claimed.Snapshot, time.GetUtcNow());
        return fault is null ? Succeed(attempt, last, result) : Fail(attempt, last, fault);
    }

    /// <summary>The write that puts an attempt back which has not begun, or was stopped by the node's own shutdown. It does not count as an attempt.</summary>
    public static AttemptWrite GiveBack(Attempt attempt, JobSnapshot last) => Unfinished(attempt, last with
    {
        State = JobState.Queued,
        Attempt = last.Attempt - 1,
        Node = null,
    });

    /// <summary>What another attempt may go on from travels along.</summary>
    private static AttemptWrite Unfinished(Attempt attempt, JobSnapshot last) => new(last) { Checkpoint = attempt.Context.Saved.Unsaved?.Json };

    private static StopReason StoppedBy(Attempt attempt, Exception fault) => fault is OperationCanceledException ? attempt.Context.StopReason : StopReason.None;

    private static object? ReadArgs(Attempt attempt)
    {
        try
        {
            return attempt.Kind.ReadArgs(attempt.Claimed.Args);
        }
        catch (JsonException e)
        {
            throw new DoNotRetryException($"The stored arguments do not fit {attempt.Kind.ArgsType.Name}: {e.Message}", e);
        }
    }

    private AttemptWrite Succeed(Attempt attempt, JobSnapshot last, ReadOnlyMemory<byte>? result)
    {
        var now = time.GetUtcNow();
        if (result?.Length > options.Value.Limits.ResultBytes)
        {
            var message = $"The result has {result.Value.Length} bytes; at most {options.Value.Limits.ResultBytes} are kept. Return a reference to it.";
            return Unfinished(attempt, last with { State = JobState.Failed, FinalizedAt = now, Error = new("too-large", message) });
        }

        var inline = result?.Length <= InlineResultBytes;
        return new(last with
        {
            State = JobState.Succeeded,
            FinalizedAt = now,
            Error = null,
            Progress = last.Progress.Finished(),
            Result = inline ? JsonElement.Parse(result!.Value.Span) : null,
            ResultBytes = inline ? null : result?.Length,
        }, result)
        {
            // A bare null would turn into an empty array on its way, which is a checkpoint to be removed.
            Checkpoint = attempt.Context.Saved.Exists ? JobCheckpoint.Nothing : default(ReadOnlyMemory<byte>?),
        };
    }

    /// <summary>Null when there is nothing to say, because another attempt holds the job.</summary>
    private AttemptWrite? Fail(Attempt attempt, JobSnapshot last, Exception fault)
    {
        var now = time.GetUtcNow();
        var stopped = StoppedBy(attempt, fault);
        var error = stopped is StopReason.TimedOut
            ? AttemptTimeout.Error(attempt, options.Value.Jobs.Timeout)
            : AttemptFault.ToError(fault);
        last = last with { Progress = last.Progress.Stopped() };
        switch (stopped)
        {
            case StopReason.LeaseLost:
                return null;
            case StopReason.ShuttingDown:
                return GiveBack(attempt, last);
            case StopReason.CancelRequested:
                return Unfinished(attempt, last with { State = JobState.Canceled, FinalizedAt = now, CancelRequested = true });
        }

        AttemptFault.Log(logger, fault, attempt);
        if (last.Attempt < last.MaxAttempts && attempt.Kind.Options.MayRetry(fault))
        {
            var due = now + ((fault as RetryLaterException)?.Delay ?? attempt.Kind.Options.Retry.Delay(last.Attempt));
            return Unfinished(attempt, last with { State = JobState.Scheduled, DueAt = due, Error = error });
        }

        return Unfinished(attempt, last with { State = JobState.Failed, FinalizedAt = now, Error = error });
    }
}
