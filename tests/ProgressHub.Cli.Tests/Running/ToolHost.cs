using System.Collections.Concurrent;

namespace ProgressHub.Cli.Tests.Running;

internal sealed record StepsArgs(int Steps);

internal sealed record NoArgs;

internal sealed record SayArgs(string Message);

/// <summary>A real server with the kinds that the tool's tests need.</summary>
public sealed class ToolHost : IAsyncLifetime
{
    private readonly ConcurrentDictionary<JobId, TaskCompletionSource> _gates = new();

    internal TestHost Host { get; private set; } = null!;

    internal Uri Address => Host.Address;

    public async Task InitializeAsync() => Host = await TestHost.StartAsync(hub =>
    {
        hub.AddJob("steps", async (StepsArgs args, JobContext job, CancellationToken ct) =>
        {
            for (var step = 1; step <= args.Steps; step++)
            {
                job.Progress.Report(step, args.Steps, "steps", $"step {step}");
                job.Log(Microsoft.Extensions.Logging.LogLevel.Information, $"did step {step}");
                await Task.Delay(20, ct);
            }

            return new { steps = args.Steps };
        });
        hub.AddJob("broken", (NoArgs _) => { throw new DoNotRetryException("The header row is missing."); });
        hub.AddJob("hold", async (NoArgs _, JobContext job, CancellationToken ct) =>
        {
            job.Progress.Report(1, 2, "steps", "held");
            await Gate(job.Id).Task.WaitAsync(ct);
        });
        hub.AddJob("say", async (SayArgs args, JobContext job, CancellationToken ct) =>
        {
            job.Progress.Report(1, 2, "steps", args.Message);
            job.Log(Microsoft.Extensions.Logging.LogLevel.Warning, args.Message);
            await Task.Delay(10, ct);
            throw new DoNotRetryException(args.Message);
        });
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    internal void LetGo(JobId id) => Gate(id).TrySetResult();

    internal Task<ToolProcess.Ended> RunAsync(params string[] args) => ToolProcess.RunAsync(Address, args);

    internal ToolProcess Start(params string[] args) => ToolProcess.Start(Address, args);

    /// <summary>A job that runs until it is let go.</summary>
    internal async Task<JobId> HoldAsync(params string[] groups)
    {
        var id = await Host.SubmitAsync("hold", groups: groups);
        await Host.UntilAsync(id, job => job.Progress is not null);
        return id;
    }

    private TaskCompletionSource Gate(JobId id) => _gates.GetOrAdd(id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
