using System.Globalization;
using System.Net;

namespace ProgressHub.TestKit;

/// <summary>Follows by plain polls with the tag of the last answer.</summary>
public sealed class PollWatcher(HttpClient http, Uri address) : Watcher(address)
{
    public override string Name => "poll";

    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(100);

    protected override async Task FollowOnceAsync(Observer observer, CancellationToken ct)
    {
        while (true)
        {
            var known = observer.Known;
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, $"api/jobs/{observer.Id}"));
            if (known >= 0)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", string.Create(CultureInfo.InvariantCulture, $"W/\"{known}\""));
            }

            using var response = await http.SendAsync(request, ct);
            if (response.StatusCode is HttpStatusCode.NotFound)
            {
                observer.EndedBecause = "job-not-found";
            }

            var version = response.StatusCode is HttpStatusCode.OK
                ? observer.See(await response.Content.ReadAsByteArrayAsync(ct), "poll").Version
                : response.StatusCode is HttpStatusCode.NotModified
                    ? long.Parse(response.Headers.ETag!.Tag.Trim('"'), CultureInfo.InvariantCulture)
                    : throw new HttpRequestException($"A poll was answered with {(int)response.StatusCode}.");
            if (version < known && observer.Ledger.PollsNeverGoBack)
            {
                observer.Ledger.Fault($"a poll answered {version} to an observer that had been told {known}");
            }

            await Task.Delay(Interval, ct);
        }
    }
}
