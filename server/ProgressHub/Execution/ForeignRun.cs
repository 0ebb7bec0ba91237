using System.Text.Json;

namespace ProgressHub.Execution;

/// <summary>A job that another scheduler in this process runs, with the attempt that it is at.</summary>
internal sealed class ForeignRun
{
    private static readonly JobKindOptions Policy = NeverRetried();

    private Attempt? _attempt;
    private Func<Task> _work = static () => Task.CompletedTask;

    public ForeignRun(string kind) => Kind = new RegisteredKind(kind, typeof(JsonElement), Policy, RunAsync, static (_, _) => null);

    /// <summary>A kind for this run alone: whoever runs it is no handler of ours.</summary>
    public RegisteredKind Kind { get; }

    /// <summary>The attempt at hand; another one when that scheduler begins the work again.</summary>
    public Attempt Attempt => _attempt ?? throw new InvalidOperationException("The run has not begun.");

    /// <summary>What the work reports through.</summary>
    public JobContext Context => Attempt.Context;

    /// <summary>Whether the attempt at hand has not ended.</summary>
    public bool IsOpen => !Attempt.HasEnded;

    public void Begin(Attempt attempt) => _attempt = attempt;

    /// <summary>Says what the attempt at hand does.</summary>
    public void Does(Func<Task> work) => _work = work;

    private async Task<ReadOnlyMemory<byte>?> RunAsync(IServiceProvider services, object? args, JobContext job, CancellationToken ct)
    {
        await _work();
        return null;
    }

    /// <summary>Whether there is another attempt, that scheduler alone decides.</summary>
    private static JobKindOptions NeverRetried()
    {
        var options = new JobKindOptions();
        options.DoNotRetryOn<Exception>();
        return options;
    }
}
