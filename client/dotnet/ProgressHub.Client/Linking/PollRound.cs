using System.Globalization;
using ProgressHub.Client.Http;
using ProgressHub.Client.Watching;

namespace ProgressHub.Client.Linking;

/// <summary>Asks once for everything that is polled, with as few requests as there can be: a hundred jobs in each, and each at its turn.</summary>
internal sealed class PollRound(HubHttp http, WatchTable table, Pace pace)
{
    private const int MostPerRequest = 100;
    private const int LongSeconds = 10;
    private const int MostOfGroup = 500;

    /// <summary>Short, so that the return of a network is seen soon: answers to polls begin at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <exception cref="ProgressHubException">A request failed; those behind it were not sent.</exception>
    public async Task RunAsync(bool everything, bool mayWait, CancellationToken ct)
    {
        var work = table.TakePollWork(everything);
        if (mayWait && work is { Jobs.Count: 1, Tokened.Count: 0, Groups.Count: 0 })
        {
            await WaitAsync(work.Jobs[0], ct).ConfigureAwait(false);
            return;
        }

        foreach (var jobs in work.Jobs.Chunk(MostPerRequest))
        {
            var page = await ListAsync($"id={string.Join(',', jobs.Select(job => job.Id))}", ct).ConfigureAwait(false);
            table.Apply(page.Jobs, jobs.Select(job => job.Id));
        }

        foreach (var job in work.Tokened)
        {
            await ReadAsync(job, "", Patience, ct).ConfigureAwait(false);
        }

        foreach (var (name, moment) in work.Groups)
        {
            var page = await ListAsync($"group={name}&limit={MostOfGroup}", ct).ConfigureAwait(false);
            table.Apply(name, page.Jobs, page.NextCursor is null, moment);
        }
    }

    private async Task<JobPage> ListAsync(string query, CancellationToken ct)
    {
        await pace.WaitAsync(ct).ConfigureAwait(false);
        var address = new Uri($"{http.Endpoint.Jobs}?{query}");
        var (page, store) = await http.SendAsync<JobPage>(() => new(HttpMethod.Get, address), null, Patience, ct).ConfigureAwait(false);
        table.UseStore(store);
        return page ?? throw Faults.NotUnderstood(http.Endpoint, null);
    }

    /// <summary>Lets the server wait for news, unless more is watched meanwhile.</summary>
    private async Task WaitAsync(PolledJob job, CancellationToken ct)
    {
        var wait = job.Known is null ? "" : string.Create(CultureInfo.InvariantCulture, $"?after={job.Known}&wait={LongSeconds}");
        try
        {
            await Interruption.RunAsync(
                token => ReadAsync(job, wait, Patience + TimeSpan.FromSeconds(LongSeconds), token), table.PollsChanged, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The next round asks for all of them.
        }
    }

    private async Task ReadAsync(PolledJob job, string query, TimeSpan patience, CancellationToken ct)
    {
        await pace.WaitAsync(ct).ConfigureAwait(false);
        var address = http.Endpoint.Job(job.Id, query);
        try
        {
            var (snapshot, store) = await http.SendAsync<JobSnapshot>(() => new(HttpMethod.Get, address), job.Token, patience, ct).ConfigureAwait(false);
            table.UseStore(store);
            if (snapshot is not null)
            {
                table.Apply([snapshot]);
            }
        }
        catch (ProgressHubException e) when (e.Code == "job-not-found")
        {
            table.Miss(job.Id);
        }
        catch (ProgressHubException e) when (e.Status is 401 or 403 && job.Token is not null)
        {
            table.End(job.Id, e);
        }
    }
}
