using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Benchmarks.Processes;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>A job that runs and stands still, to be polled.</summary>
internal static class PollCommands
{
    public static void Offer(CallTable commands, HubSubject ours) => commands.On<Nothing, PolledJob>("polled", async nothing =>
    {
        var shown = new TaskCompletionSource<JobId>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = ours.RunAsync(async (job, ct) =>
        {
            job.Progress.Report(123_456_789, 987_654_321, "B", "world-cities.csv");
            job.Counter("imported").Increment(123_456);
            shown.SetResult(job.Id);
            await Task.Delay(Timeout.Infinite, ct);
        });
        var snapshot = (await ours.App.Services.GetRequiredService<IJobQueue>().FindAsync(await shown.Task))!;
        BareEndpoint.Body = snapshot.ToUtf8Json();
        return new(snapshot.Id.ToString(), snapshot.Version);
    });
}

internal sealed record PolledJob(string Id, long Version);
