using System.Collections.Concurrent;
using System.Diagnostics;

namespace ProgressHub.Client.Tests.Network;

/// <summary>A real host that is killed and started again. <c>PROGRESSHUB_CLIENT_ROUNDS=20</c> runs the long version.</summary>
public sealed class RestartTests : IDisposable
{
    private const int Watchers = 100;

    private static readonly int Rounds = Settings.Number("PROGRESSHUB_CLIENT_ROUNDS", 3);

    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task AHundredWatchersSeeVersionsGrowOverKillsAndTheFinalState()
    {
        var path = _folder.WriteSparse(1L << 40);
        using var requests = new CountingHandler();
        using var http = new HttpClient(requests, disposeHandler: false);
        await using var hub = new ProgressHubClient(new ProgressHubClientOptions { Address = _folder.Address, Http = http });
        var host = await _folder.StartAsync("--Jobs:Concurrency=1");
        try
        {
            // One job, since each that computes takes a core from the server, which could not answer in time with two of them.
            var job = await hub.SubmitAsync(new JobKind<ChecksumArgs>("checksum"), new(path), new() { MaxAttempts = 100 });
            var followers = Enumerable.Range(0, Watchers).Select(_ => new Follower(hub.Job(job.Id))).ToList();
            await AllAsync(followers, follower => follower.Last is { Attempt: 1, State: JobState.Running });
            var (most, slowest, way) = (0.0, TimeSpan.Zero, "");
            var states = new ConcurrentQueue<LinkView>();
            hub.ConnectionChanged += (_, _) => states.Enqueue(hub.Connection);
            for (var round = 1; round <= Rounds; round++)
            {
                await host.KillAsync();
                await Eventually.TrueAsync(() => hub.Connection.State is LinkState.Offline, () => $"The link is {hub.Connection}.");
                var (sent, down) = (requests.Count, Stopwatch.GetTimestamp());
                await Task.Delay(TimeSpan.FromSeconds(2));
                most = Math.Max(most, (requests.Count - sent) / Stopwatch.GetElapsedTime(down).TotalSeconds);
                await host.DisposeAsync();
                host = await _folder.StartAsync("--Jobs:Concurrency=1");
                var (up, since) = (Stopwatch.GetTimestamp(), DateTimeOffset.UtcNow);
                states.Clear();
                await Eventually.TrueAsync(() => hub.Connection.State is LinkState.Live, () => $"The link is {hub.Connection}.");
                var took = Stopwatch.GetElapsedTime(up);
                if (took > slowest)
                {
                    (slowest, way) = (took, string.Join("; ", states.Distinct().Select(view => $"{(view.Since - since).TotalSeconds:0.0} s {view.State} {view.Reason}")));
                }

                var attempt = round + 1;
                await AllAsync(followers, follower => follower.Last!.Attempt >= attempt && follower.Last.State is JobState.Running);
            }

            Console.WriteLine($"{Rounds} kills, {Watchers} watchers: at most {most:0.0} requests a second while down, live at most {slowest.TotalSeconds:0.00} s after the start ({way})");
            most.ShouldBeLessThan(2.6, "two a second, and the edges of the measurement");
            await job.CancelAsync();
            await Task.WhenAll(followers.Select(follower => follower.Ended)).Within();
            followers.ShouldAllBe(follower => follower.IsGrowing && follower.Last!.State == JobState.Canceled);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static Task AllAsync(List<Follower> followers, Func<Follower, bool> condition) =>
        Eventually.TrueAsync(() => followers.All(condition), () => string.Join(", ", followers.Where(f => !condition(f)).Take(3).Select(f => f.Last?.ToString() ?? "nothing")));

    private sealed record ChecksumArgs(string Path);
}
