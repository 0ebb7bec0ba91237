using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ProgressHub.EndToEnd.Tests.Logs;

internal sealed record ChattyArgs(int Lines, int PauseEvery = 50, string Text = "line", bool Hold = false);

/// <summary>Jobs of the kind <c>chatty</c> log as many lines as they are asked for, each with its number, and then wait for the test if they shall.</summary>
internal sealed class Chatty
{
    private readonly ConcurrentDictionary<JobId, TaskCompletionSource> _gates = new();

    public void AddTo(IProgressHubBuilder hub) => hub.AddJob("chatty", async (ChattyArgs args, JobContext job, CancellationToken ct) =>
    {
        for (var n = 1; n <= args.Lines; n++)
        {
            job.Log(n % 10 == 0 ? LogLevel.Warning : LogLevel.Information, string.Create(CultureInfo.InvariantCulture, $"{args.Text} {n}"));
            if (args.PauseEvery > 0 && n % args.PauseEvery == 0)
            {
                await Task.Delay(1, ct);
            }
        }

        if (args.Hold)
        {
            await Gate(job.Id).Task.WaitAsync(ct);
        }
    });

    public void LetGo(JobId id) => Gate(id).TrySetResult();

    private TaskCompletionSource Gate(JobId id) => _gates.GetOrAdd(id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
