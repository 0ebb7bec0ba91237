using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProgressHub.Client.Tracking;

namespace ProgressHub;

/// <content>Jobs that run in this program.</content>
public sealed partial class ProgressHubClient
{
    /// <summary>Does work in this program as a job that everybody else can watch and cancel. It succeeds when the work returns, fails when it throws, and is canceled when it stops because that was asked for.</summary>
    /// <remarks>While the server is away the work goes on: the newest report and all log lines are sent when it is back, and the end is sent for as long as that takes.
    /// A cancel request fires the work's token within 5 s, or with the next report. So does a server that takes no more reports, because the job is lost, removed or taken over.</remarks>
    /// <param name="kind">What kind of work it is; of the form of a group's name, and not known to the server beforehand.</param>
    /// <param name="work">The work. Its token also fires with <paramref name="ct"/>.</param>
    /// <param name="options">What else there is to say; nothing by default.</param>
    /// <param name="ct">Stops the work, which counts as a failure; its end is then sent for 5 s at most.</param>
    /// <exception cref="JobCanceledException">The work has stopped because somebody canceled the job.</exception>
    /// <exception cref="ProgressHubException">The server refuses the job or its reports (<c>stale-attempt</c>, <c>job-final</c>, <c>job-not-found</c>), or could not be reached for the submit.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Task TrackAsync(string kind, Func<JobTracker, CancellationToken, Task> work, TrackOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return TrackAsync<bool>(kind, async (job, token) =>
        {
            await work(job, token).ConfigureAwait(false);
            return true;
        }, _ => null, options, ct);
    }

    /// <summary>Does work with a result, which the job keeps; see the first overload.</summary>
    /// <param name="kind">What kind of work it is.</param>
    /// <param name="work">The work; its result may have up to 256 KiB of JSON, else the job fails.</param>
    /// <param name="options">What else there is to say; nothing by default.</param>
    /// <param name="ct">Stops the work.</param>
    /// <exception cref="JobCanceledException">The work has stopped because somebody canceled the job.</exception>
    /// <exception cref="ProgressHubException">The server refuses the job, its reports or its result.</exception>
    [RequiresUnreferencedCode(Reflection), RequiresDynamicCode(Reflection)]
    public Task<TResult> TrackAsync<TResult>(string kind, Func<JobTracker, CancellationToken, Task<TResult>> work, TrackOptions? options = null, CancellationToken ct = default) =>
        TrackAsync(kind, work, result => JsonSerializer.SerializeToElement(result, Reflecting), options, ct);

    /// <summary>Does work with a result that is written without reflection; see the first overload.</summary>
    /// <param name="kind">What kind of work it is.</param>
    /// <param name="resultType">How results are written.</param>
    /// <param name="work">The work; its result may have up to 256 KiB of JSON, else the job fails.</param>
    /// <param name="options">What else there is to say; nothing by default.</param>
    /// <param name="ct">Stops the work.</param>
    /// <exception cref="JobCanceledException">The work has stopped because somebody canceled the job.</exception>
    /// <exception cref="ProgressHubException">The server refuses the job, its reports or its result.</exception>
    public Task<TResult> TrackAsync<TResult>(
        string kind, JsonTypeInfo<TResult> resultType, Func<JobTracker, CancellationToken, Task<TResult>> work, TrackOptions? options = null, CancellationToken ct = default) =>
        TrackAsync(kind, work, result => JsonSerializer.SerializeToElement(result, resultType), options, ct);

    private Task<TResult> TrackAsync<TResult>(
        string kind, Func<JobTracker, CancellationToken, Task<TResult>> work, Func<TResult, JsonElement?> write, TrackOptions? options, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(work);
        return new TrackedWork(_http, _requests, _options).RunAsync(kind, work, write, (options ?? new()).Checked(), ct);
    }
}
