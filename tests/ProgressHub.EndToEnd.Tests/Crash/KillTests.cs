using System.Collections.Concurrent;
using System.Text;

namespace ProgressHub.EndToEnd.Tests.Crash;

public sealed class KillTests : IDisposable
{
    private const int Rows = 400_000;

    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Invariant", "2 Versions only grow")]
    [Trait("Invariant", "8 A lost message costs latency, not truth")]
    public async Task AnImportThatWasKilledEndsInItsSecondAttemptAndItsObserversSeeVersionsGrow()
    {
        var path = _folder.WriteCsv(Rows);
        using var http = new HttpClient();
        Watcher[] watchers = [new HubWatcher(_folder.Address), new EventWatcher(http, _folder.Address), new LongPollWatcher(http, _folder.Address), new PollWatcher(http, _folder.Address)];
        var ledger = new Ledger { PollsNeverGoBack = false };
        using var stop = new CancellationTokenSource();
        List<Observer> observers;
        List<Task> following;
        await using (var host = await _folder.StartAsync())
        {
            var id = await HostFolder.SubmitAsync(host.Http, "import-csv", path);
            observers = [.. watchers.Select(_ => new Observer(id, ledger))];
            following = [.. watchers.Zip(observers, (watcher, observer) => watcher.FollowAsync(observer, stop.Token))];
            await Eventually.TrueAsync(() => observers.All(observer => observer.Newest is { Progress.Fraction: > 0.05, State: JobState.Running }));
            observers.ShouldAllBe(observer => !observer.Newest!.IsFinal(), "the import must be longer than the test needs to kill it");

            await host.KillAsync();
        }

        var seen = observers.Select(observer => observer.Known).ToList();
        await using (var host = await _folder.StartAsync())
        {
            await Task.WhenAll(observers.Select(observer => observer.UntilFinalAsync()));
            await stop.CancelAsync();
            await Task.WhenAll(following);

            var final = await HostFolder.ReadAsync(host.Http, observers[0].Id);
            (final.State, final.Attempt).ShouldBe((JobState.Succeeded, 2));
            final.Result!.Value.GetProperty("imported").GetInt64().ShouldBe(Rows);
            var bytes = Encoding.UTF8.GetString(final.ToUtf8Json().Span);
            observers.Select(observer => observer.NewestJson).ShouldAllBe(json => json == bytes);
            observers.Select(observer => observer.Known).Zip(seen).ShouldAllBe(pair => pair.First > pair.Second);
            ledger.Faults.ShouldBeEmpty();
        }
    }

    [Fact]
    [Trait("Invariant", "1 Durable accept")]
    [Trait("Invariant", "4 One outcome")]
    public async Task EveryJobThatWasAcknowledgedBeforeTheKillIsThereAndGetsOneFinalState()
    {
        var path = _folder.WriteSmallFolder();
        var acknowledged = new ConcurrentQueue<JobId>();
        await using (var host = await _folder.StartAsync())
        {
            var submitting = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
            {
                try
                {
                    while (true)
                    {
                        acknowledged.Enqueue(await HostFolder.SubmitAsync(host.Http, "checksum", path));
                    }
                }
                catch (HttpRequestException)
                {
                    // The host is dead, as it shall be.
                }
            })).ToList();
            await Eventually.TrueAsync(() => acknowledged.Count > 300);
            await host.KillAsync();
            await Task.WhenAll(submitting);
        }

        await using (var host = await _folder.StartAsync())
        {
            var finals = new List<JobSnapshot>();
            foreach (var id in acknowledged)
            {
                finals.Add(await HostFolder.UntilAsync(host.Http, id, job => job.IsFinal()));
            }

            finals.ShouldAllBe(job => job.State == JobState.Succeeded && job.Attempt <= 2);
            foreach (var final in finals)
            {
                (await HostFolder.ReadAsync(host.Http, final.Id)).Version.ShouldBe(final.Version);
            }
        }
    }
}
