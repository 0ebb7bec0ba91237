using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub.TestKit;

public sealed record CountArgs(int To, int StepMs = 0, string? Message = null);

public sealed record NothingArgs;

public sealed record HoldArgs(string? Message = null);

/// <summary>Kinds that do what a test needs.</summary>
public static class TestJobs
{
    /// <summary>Counts, with a pause between the steps, and answers how far it came.</summary>
    public static IProgressHubBuilder AddCount(this IProgressHubBuilder hub) =>
        hub.AddJob("count", async (CountArgs args, JobContext job, CancellationToken ct) =>
        {
            for (var n = 1; n <= args.To; n++)
            {
                job.Progress.Report(n, args.To, "steps", args.Message ?? $"step {n}");
                job.Counter("steps").Increment();
                if (args.StepMs > 0)
                {
                    await Task.Delay(args.StepMs, ct);
                }
            }

            return new { reached = args.To };
        });

    /// <summary>Does nothing.</summary>
    public static IProgressHubBuilder AddNothing(this IProgressHubBuilder hub) =>
        hub.AddJob("nothing", (NothingArgs _) => { });

    /// <summary>Fails at once and for good.</summary>
    public static IProgressHubBuilder AddBroken(this IProgressHubBuilder hub) =>
        hub.AddJob("broken", (NothingArgs _) => { throw new DoNotRetryException("It cannot work."); });
}
