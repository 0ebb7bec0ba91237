using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProgressHub.Security;

namespace ProgressHub.Http;

/// <summary>Lets a submit wait for the end of its job, where the caller prefers that to an answer at once: <c>Prefer: wait=S</c> (RFC 7240, section 4.3).</summary>
internal static class PreferredEnd
{
    /// <summary>The newest snapshot after the wait; null where nothing was waited for.</summary>
    public static async Task<JobSnapshot?> WaitAsync(HttpContext http, JobSnapshot job)
    {
        var services = http.RequestServices;
        // The end of an external job waits for a report, and the token for that is in this very answer. And an end holds a result, which is for those who may watch.
        if (job.External is true || !await services.GetRequiredService<JobRights>().MayAsync(http.User, job, JobOperation.Watch))
        {
            return null;
        }

        var wait = Wait.OfPreference(http.Request, services.GetRequiredService<IOptions<ProgressHubOptions>>().Value.Poll.MaxWait);
        if (wait == TimeSpan.Zero)
        {
            return null;
        }

        var newest = await services.GetRequiredService<PollWaiters>().WaitForEndAsync(job.Id, wait, http.RequestAborted);
        if (newest is null)
        {
            // The job is stored, so this is no time to refuse: a preference may be passed over.
            http.Response.Headers.Remove("Preference-Applied");
        }

        return newest;
    }
}
