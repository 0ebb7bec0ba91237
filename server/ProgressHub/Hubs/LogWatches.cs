using ProgressHub.Live;
using ProgressHub.Publishing;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Hubs;

/// <summary>Joins logs, in the same order as jobs: authorise, join, read, answer.</summary>
internal sealed class LogWatches(JobHubLifetimeManager connections, LiveJobs live, LogPump pump, JobRights rights, IJobStore store)
{
    /// <summary>How many lines an answer holds; the rest is at <c>/api/jobs/{id}/log</c>.</summary>
    private const int MaxLines = 200;

    public async Task<List<LogLines>> AddAsync(JobConnection connection, IReadOnlyList<LogWatch> watches, List<WatchRefusal> refused, CancellationToken ct)
    {
        var answers = new List<LogLines>();
        foreach (var watch in watches)
        {
            if (!JobId.TryParse(watch.Id, out var id))
            {
                refused.Add(HubWatches.InvalidId(watch.Id));
            }
            else if (watch.After < 0)
            {
                refused.Add(new("invalid-request", "'after' is the number of a line: 0 or more. Leave it out for the newest lines.") { Id = watch.Id });
            }
            else if (await AddAsync(connection, id, watch.After ?? -MaxLines, ct) is { } answer)
            {
                answers.Add(answer);
            }
            else
            {
                refused.Add(HubWatches.NotFound(watch.Id));
            }
        }

        return answers;
    }

    private async Task<LogLines?> AddAsync(JobConnection connection, JobId id, long after, CancellationToken ct)
    {
        if (await live.ReadAsync(id, ct) is not { } job || !await rights.MayAsync(connection.User, job, JobOperation.Watch))
        {
            return null;
        }

        var audience = AudienceNames.OfLog(id);
        connections.Join(connection, audience);
        if (await live.ReadAsync(id, ct) is null)
        {
            // Removed before the join, so nobody would ever end this watch.
            connections.Leave(connection, audience);
            return null;
        }

        var lines = await store.ReadLogAsync(new(id) { AfterSeq = after, Limit = MaxLines, MaxChars = LogPump.MaxChars }, ct);
        pump.Follow(id, lines.NextSeq);
        return lines;
    }
}
