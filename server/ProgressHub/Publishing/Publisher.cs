using Microsoft.AspNetCore.SignalR;
using ProgressHub.Jobs;
using ProgressHub.Live;

namespace ProgressHub.Publishing;

/// <summary>Makes the messages of one audience out of what has changed for it. Called by the pump alone.</summary>
internal sealed class Publisher(AudienceTable audiences, IHubContext<JobHub, IJobHubClient> hub)
{
    /// <summary>Sends the newest of all that waits for an audience, in one message, and leaves nothing waiting.</summary>
    public Task PublishAsync(Audience audience, DateTimeOffset moment) =>
        audience.IsGroup ? PublishSummaryAsync(audience, moment) : PublishJobsAsync(audience, moment);

    private async Task PublishSummaryAsync(Audience audience, DateTimeOffset moment)
    {
        // Without a roll-up nobody has read it yet; the reading will find in store and live jobs what is dropped here.
        foreach (var job in audience.Pending)
        {
            if (job.IsRemoved)
            {
                audience.Rollup?.Remove(job.Id);
            }
            else
            {
                audience.Rollup?.Apply(job.Flush(moment).ToMember());
            }

            if (!job.RunsHere)
            {
                audience.Paced.Remove(job);
            }
        }

        audience.Pending.Clear();
        // While it is read, who has asked for it waits for an answer that counts what was taken here.
        if (audience.Rollup is { IsReading: false } rollup && AudienceNames.OfGroupSummary(rollup.Name) is var summary && audiences.Find(summary) is not null)
        {
            await hub.Clients.Group(summary).GroupsChanged([rollup.Summarize(moment)]);
        }
    }

    private async Task PublishJobsAsync(Audience audience, DateTimeOffset moment)
    {
        var jobs = new List<JobSnapshot>(audience.Pending.Count);
        List<JobId>? removed = null;
        foreach (var job in audience.Pending)
        {
            if (job.IsRemoved)
            {
                (removed ??= []).Add(job.Id);
            }
            else
            {
                jobs.Add(job.Flush(moment));
            }

            if (!job.RunsHere)
            {
                audience.Paced.Remove(job);
            }
        }

        audience.Pending.Clear();
        var clients = hub.Clients.Group(audience.Name);
        if (jobs.Count > 0)
        {
            await clients.JobsChanged(jobs);
        }

        if (removed is not null)
        {
            await clients.WatchEnded(new WatchEnd(removed, [], "removed"));
            if (AudienceNames.IsOfOneJob(audience.Name))
            {
                // Who watches this very job, or its log, watches nothing now; it must not count against what may be watched.
                audiences.End(audience);
            }
        }
    }
}
