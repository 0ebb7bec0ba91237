using System.Globalization;
using System.Net;

namespace ProgressHub.TestKit;

/// <summary>Follows by polls that wait for something newer.</summary>
public sealed class LongPollWatcher(HttpClient http, Uri address) : Watcher(address)
{
    public override string Name => "long poll";

    /// <summary>Seconds each poll waits at most.</summary>
    public int Wait { get; init; } = 10;

    protected override async Task FollowOnceAsync(Observer observer, CancellationToken ct)
    {
        while (true)
        {
            var known = observer.Known;
            var query = known < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"?after={known}&wait={Wait}");
            using var response = await http.GetAsync(new Uri(Address, $"api/jobs/{observer.Id}{query}"), ct);
            if (response.StatusCode is HttpStatusCode.NoContent)
            {
                continue;
            }

            if (response.StatusCode is HttpStatusCode.NotFound)
            {
                observer.EndedBecause = "job-not-found";
            }

            response.EnsureSuccessStatusCode();
            var snapshot = observer.See(await response.Content.ReadAsByteArrayAsync(ct), "long poll");
            if (snapshot.Version <= known)
            {
                observer.Ledger.Fault($"a poll after {known} was answered with {snapshot.Version}");
            }
        }
    }
}
