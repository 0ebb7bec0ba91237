using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace ProgressHub.EndToEnd.Tests.Watching;

public sealed class RaceTests
{
    private const int Rounds = 10_000;
    private const int AtOnce = 40;

    /// <summary>The job ends at any moment before, during or after the watch begins.</summary>
    [Fact]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task TenThousandWatchesOfJobsThatAreJustEndingAllSeeTheFinalState()
    {
        await using var host = await TestHost.StartAsync(
            hub => hub.AddJob("brief", async (NothingArgs _, JobContext job) =>
            {
                job.Progress.Report(1, 2);
                await Task.Delay(Random.Shared.Next(0, 3));
                job.Progress.Report(2, 2);
            }),
            options =>
            {
                options.Jobs.Concurrency = 64;
                options.Poll.MaxWait = TimeSpan.FromMinutes(5);
            });
        await using var hub = new SharedHub(host);
        await hub.StartAsync();
        var left = Rounds;

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var id = await host.Queue.EnqueueAsync("brief", new NothingArgs());
                for (var spin = random.Next(200); spin > 0; spin--)
                {
                    Thread.SpinWait(50);
                }

                var seen = await (random.Next(3) switch
                {
                    0 => hub.UntilFinalAsync(id),
                    1 => LongPollAsync(host, id),
                    _ => EventsAsync(host, id),
                }).Within($"round of {id}");
                seen.State.ShouldBe(JobState.Succeeded);
            }
        })));
    }

    private static async Task<JobSnapshot> LongPollAsync(TestHost host, JobId id)
    {
        var known = 0L;
        while (true)
        {
            using var response = await host.Http.GetAsync($"api/jobs/{id}?after={known}&wait=300");
            var job = await Api.Answers.JobAsync(response);
            job.Version.ShouldBeGreaterThan(known);
            known = job.Version;
            if (job.IsFinal())
            {
                return job;
            }
        }
    }

    private static async Task<JobSnapshot> EventsAsync(TestHost host, JobId id)
    {
        // The stream ends by itself after the final snapshot; a stream that does not would be waited for.
        var text = await host.Http.GetStringAsync($"api/jobs/{id}/events");
        var last = text.Split('\n').Last(line => line.StartsWith("data: {", StringComparison.Ordinal));
        return JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(last[6..]), ProtocolJson.TypeOf<JobSnapshot>())!;
    }

    /// <summary>A few connections over which all rounds watch, each under the limit of calls and watches.</summary>
    private sealed class SharedHub(TestHost host) : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<JobId, TaskCompletionSource<JobSnapshot>> _awaited = new();
        private readonly ConcurrentQueue<(HubConnection Connection, int Calls)> _free = new();

        public async Task StartAsync()
        {
            for (var i = 0; i < AtOnce; i++)
            {
                _free.Enqueue((await ConnectAsync(), 0));
            }
        }

        public async Task<JobSnapshot> UntilFinalAsync(JobId id)
        {
            var final = _awaited[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_free.TryDequeue(out var free))
            {
                free = (await ConnectAsync(), 0);
            }

            var answer = await free.Connection.InvokeAsync<WatchAnswer>(nameof(IJobHub.Watch), new WatchRequest { Jobs = [new(id.ToString())] });
            Take(answer.Jobs);
            var seen = await final.Task;
            _awaited.TryRemove(id, out _);
            // A connection that has used up its calls of this second makes room for a new one, as an impatient page would.
            if (free.Calls < 15)
            {
                _free.Enqueue((free.Connection, free.Calls + 1));
            }
            else
            {
                await free.Connection.DisposeAsync();
            }

            return seen;
        }

        public async ValueTask DisposeAsync()
        {
            while (_free.TryDequeue(out var free))
            {
                await free.Connection.DisposeAsync();
            }
        }

        private async Task<HubConnection> ConnectAsync()
        {
            var connection = SocketConnectionFactory.ToHub(new(host.Address, "hubs/jobs"));
            connection.On<IReadOnlyList<JobSnapshot>>(nameof(IJobHubClient.JobsChanged), Take);
            await connection.StartAsync();
            return connection;
        }

        private void Take(IReadOnlyList<JobSnapshot> jobs)
        {
            foreach (var job in jobs)
            {
                if (job.IsFinal() && _awaited.TryGetValue(job.Id, out var awaited))
                {
                    awaited.TrySetResult(job);
                }
            }
        }
    }
}
