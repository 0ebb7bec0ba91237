using System.Runtime.ExceptionServices;
using System.Text.Json;
using ProgressHub.Client.Http;

namespace ProgressHub.Client.Tracking;

/// <summary>Work that runs in this program as a job of the server: submitted, reported on, ended.</summary>
internal sealed class TrackedWork(HubHttp http, JobRequests requests, ProgressHubClientOptions settings)
{
    /// <summary>How long the end may still take once the caller has stopped.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    public async Task<T> RunAsync<T>(
        string kind, Func<JobTracker, CancellationToken, Task<T>> work, Func<T, JsonElement?> write, TrackOptions options, CancellationToken ct)
    {
        var answer = await requests.SubmitAsync(Submit(kind, options), key: null, ct).ConfigureAwait(false);
        if (answer is not { ReportToken: { } token, LeaseSeconds: { } lease })
        {
            throw Faults.NotUnderstood(http.Endpoint, null);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var over = new CancellationTokenSource();
        var job = new JobTracker(answer.Job.Id, new(settings.Time));
        var stopping = Task.CompletedTask;
        var sender = new ReportSender(http, job, token, TimeSpan.FromSeconds(lease), settings, () => stopping = stop.CancelAsync());
        var sending = Task.Run(() => sender.RunAsync(options.ReportInterval, over.Token), CancellationToken.None);
        var (result, fault) = await DoAsync(work, job, stop.Token).ConfigureAwait(false);
        job.Tree.Close();
        await over.CancelAsync().ConfigureAwait(false);
        await sending.ConfigureAwait(false);
        // What the work has hung on its token is its own matter.
        await stopping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (sender.Refusal is { } refusal)
        {
            throw refusal;
        }

        await EndAsync(sender, job, fault, fault is null ? write(result!) : null, ct).ConfigureAwait(false);
        return result!;
    }

    private static SubmitRequest Submit(string kind, TrackOptions options) => new()
    {
        Kind = kind,
        Args = options.Args,
        Groups = options.Groups.Count > 0 ? [.. options.Groups.Select(group => group.Value)] : null,
        Priority = options.Priority,
        ParentId = options.Parent?.ToString(),
        External = true,
        LeaseSeconds = options.Lease?.TotalSeconds,
        OnLost = options.OnLost is WhenLost.Wait ? "wait" : null,
    };

    private static async Task<(T? Result, Exception? Fault)> DoAsync<T>(Func<JobTracker, CancellationToken, Task<T>> work, JobTracker job, CancellationToken ct)
    {
        try
        {
            return (await work(job, ct).ConfigureAwait(false), null);
        }
        catch (Exception e)
        {
            return (default, e);
        }
    }

    private async Task EndAsync(ReportSender sender, JobTracker job, Exception? fault, JsonElement? result, CancellationToken ct)
    {
        using var giveUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, settings.Time);
        using var leaving = ct.Register(() => giveUp.CancelAfter(Farewell));
        var isCanceled = fault is OperationCanceledException && job.IsCancelRequested;
        try
        {
            await (fault is null ? CompleteAsync(sender, result, giveUp.Token)
                : isCanceled ? sender.EndAsync("canceled", new ReportRequest(), giveUp.Token)
                : sender.EndAsync("fail", new FailRequest { Error = ErrorOf(fault) }, giveUp.Token)).ConfigureAwait(false);
        }
        catch (Exception e) when (fault is not null && !isCanceled && e is ProgressHubException or OperationCanceledException)
        {
            // Why the work failed is what the caller has to know.
        }
        catch (OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
        }

        if (isCanceled)
        {
            throw await CanceledAsync(job, ct).ConfigureAwait(false);
        }

        if (fault is not null)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    /// <summary>A result that the server does not take makes the job fail, since nobody could read it.</summary>
    private static async Task CompleteAsync(ReportSender sender, JsonElement? result, CancellationToken giveUp)
    {
        try
        {
            await sender.EndAsync("complete", new CompleteRequest { Result = result }, giveUp).ConfigureAwait(false);
        }
        catch (ProgressHubException e) when (e.Status is 400 or 413)
        {
            await sender.EndAsync("fail", new FailRequest { Error = new(e.Code, e.Message) }, giveUp).ConfigureAwait(false);
            throw;
        }
    }

    private static JobError ErrorOf(Exception fault) => new(
        fault is WorkFailedException told ? told.Type : fault.GetType().FullName ?? fault.GetType().Name,
        string.IsNullOrWhiteSpace(fault.Message) ? fault.GetType().Name : WireText.Mend(fault.Message, 4096)!);

    private async Task<ProgressHubException> CanceledAsync(JobTracker job, CancellationToken ct)
    {
        try
        {
            return new JobCanceledException(await requests.GetAsync(job.Id, null, ct).ConfigureAwait(false));
        }
        catch (ProgressHubException)
        {
            // Whoever may report on a job need not be allowed to read it.
            return new("job-canceled", "The job was canceled.");
        }
    }
}
