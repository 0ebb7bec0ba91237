using System.Collections.Concurrent;

namespace ProgressHub.EndToEnd.Tests.Truth;

public sealed class CancelRaceTests
{
    private const int Rounds = 10_000;
    private const int AtOnce = 64;

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task ACancelThatRacesTheEndLeavesOneOutcomeForEverybody()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddJob("brief", static async (NothingArgs _, CancellationToken ct) =>
        {
            // Nothing, or one turn, or many: the cancel meets the job in the queue, in its code, at its end and after it.
            for (var turns = Random.Shared.Next(30); turns > 0; turns--)
            {
                await Task.Yield();
                ct.ThrowIfCancellationRequested();
            }
        }));
        await using var client = await Watching.HubClient.ConnectAsync(host);
        await client.WatchAsync(new GroupWatch("all"));
        var answered = new ConcurrentDictionary<JobId, JobSnapshot>();

        await Parallel.ForAsync(0, Rounds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, ct) =>
        {
            var id = await host.Queue.EnqueueAsync("brief", new NothingArgs(), ct: ct);
            for (var turns = Random.Shared.Next(10); turns > 0; turns--)
            {
                await Task.Yield();
            }

            var answer = (await host.Queue.CancelAsync(id, ct))!;
            if (answer.IsFinal())
            {
                answered[id] = answer;
            }
        });

        await Eventually.TrueAsync(async () => (await host.Store.ListAsync(new() { States = [JobState.Queued, JobState.Running, JobState.Scheduled], Limit = 1 }, default)).Jobs.Count == 0);
        var stored = (await host.Store.FindAsync([.. (await host.Store.ReadGroupAsync(null, default)).Select(member => member.Id)], default)).ToDictionary(job => job.Id);
        stored.Count.ShouldBe(Rounds);
        stored.Values.CountBy(job => job.State).ShouldAllBe(count => count.Key == JobState.Succeeded || count.Key == JobState.Canceled);
        answered.ShouldAllBe(answer => answer.Value.State == stored[answer.Key].State && answer.Value == stored[answer.Key]);
        // Where it could not follow it was told to read afresh, so it need not have seen them all.
        var seen = client.Jobs.Where(job => job.IsFinal()).ToList();
        seen.ShouldNotBeEmpty();
        seen.ShouldAllBe(job => job == stored[job.Id] && job.State == stored[job.Id].State);
    }
}
