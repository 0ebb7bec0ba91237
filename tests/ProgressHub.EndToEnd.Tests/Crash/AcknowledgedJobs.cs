using System.Collections.Concurrent;
using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.Crash;

/// <summary>The jobs that processes have acknowledged before they were killed, and what became of them.</summary>
internal sealed class AcknowledgedJobs
{
    private readonly ConcurrentQueue<JobId> _ids = new();
    private readonly ConcurrentDictionary<JobId, JobSnapshot> _finals = new();
    private readonly ConcurrentQueue<string> _faults = new();

    public IReadOnlyCollection<JobId> Ids => _ids;

    public ICollection<JobSnapshot> Finals => _finals.Values;

    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Whether no job is left that has not ended.</summary>
    public static async Task<bool> AreDoneAsync(HttpClient http)
    {
        var stats = JsonSerializer.Deserialize(await http.GetStringAsync("api/stats"), ProtocolJson.TypeOf<JobStats>())!;
        return !stats.ByState.Keys.Any(state => state is "queued" or "running" or "scheduled");
    }

    public void Add(JobId id) => _ids.Enqueue(id);

    /// <summary>Submits as fast as the jobs are run, so that what is left after the last kill is soon done.</summary>
    public async Task SubmitAsync(Uri address, string path, CancellationToken ct)
    {
        const int Ahead = 20;
        using var http = new HttpClient { BaseAddress = address };
        var open = new Queue<JobId>();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (open.Count < Ahead)
                {
                    var id = await HostFolder.SubmitAsync(http, "checksum", path, ct);
                    _ids.Enqueue(id);
                    open.Enqueue(id);
                }
                else if ((await HostFolder.ReadAsync(http, open.Peek())).IsFinal())
                {
                    open.Dequeue();
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // The process is dead at the moment; what it did not answer, it did not promise.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    /// <summary>Looks at finished jobs all the time: one that was final must stay as it was.</summary>
    public async Task JudgeAsync(IReadOnlyList<Uri> addresses, CancellationToken ct)
    {
        using var http = new HttpClient();
        while (!ct.IsCancellationRequested)
        {
            foreach (var id in _ids.Take(200).Concat(_ids.Reverse().Take(50)))
            {
                try
                {
                    using var response = await http.GetAsync(new Uri(addresses[Random.Shared.Next(addresses.Count)], $"api/jobs/{id}"), ct);
                    if (!response.IsSuccessStatusCode)
                    {
                        _faults.Enqueue($"{id} was acknowledged and is answered with {(int)response.StatusCode}");
                    }
                    else if (await Api.Answers.JobAsync(response) is { } job && job.IsFinal())
                    {
                        Record(job);
                    }
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
                {
                    // Killed in the middle of an answer.
                }
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    public void Record(JobSnapshot final)
    {
        if (!final.IsFinal())
        {
            _faults.Enqueue($"{final.Id} is {final.State} though all should be final");
            return;
        }

        var known = _finals.GetOrAdd(final.Id, final);
        if (known != final || known.State != final.State)
        {
            _faults.Enqueue($"{final.Id} was {known.State} in version {known.Version} and is {final.State} in {final.Version}");
        }
    }
}
