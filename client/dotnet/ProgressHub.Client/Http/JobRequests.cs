using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ProgressHub.Client.Http;

/// <summary>The requests about jobs, each repeated as long as that is safe and of use.</summary>
internal sealed class JobRequests(HubHttp http, ClientRetry retry, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public Task<JobSnapshot> GetAsync(JobId id, string? token, CancellationToken ct) => OfJobAsync(id, HttpMethod.Get, "", token, ct);

    public Task<JobSnapshot> CancelAsync(JobId id, string? token, CancellationToken ct) => OfJobAsync(id, HttpMethod.Post, "/cancel", token, ct);

    /// <summary>Repeated only where the server says that nothing was kept: a second retry might run the job twice.</summary>
    public Task<JobSnapshot> RetryAsync(JobId id, string? token, CancellationToken ct) =>
        OfJobAsync(id, HttpMethod.Post, "/retry", token, ct, fault => fault.Status is 429 or 503);

    public async Task<JsonElement> ReadResultAsync(JobId id, string? token, CancellationToken ct)
    {
        var body = await RepeatAsync(() => http.ReadAsync(() => new(HttpMethod.Get, http.Endpoint.Job(id, "/result")), token, Patience, ct), _ => true, ct).ConfigureAwait(false);
        return JsonElement.Parse(body.Value);
    }

    /// <summary>Reads the next lines of a log.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">Stands for the client's own token.</param>
    /// <param name="after">The number of the last line that is known.</param>
    /// <param name="query">Which lines; where they begin does not count.</param>
    /// <param name="repeats">Whether a fault that passes is repeated, or thrown.</param>
    /// <param name="ct">Ends the request.</param>
    public Task<LogLines> ReadLogAsync(JobId id, string? token, long after, LogQuery query, bool repeats, CancellationToken ct)
    {
        var parts = new QueryText().Add("after", after.ToString(CultureInfo.InvariantCulture)).Add("limit", "1000");
        parts.Add("level", query.Level > LogLevel.Trace ? query.Level.ToString().ToLowerInvariant() : null).Add("q", string.IsNullOrEmpty(query.Text) ? null : query.Text);
        return OfJobAsync<LogLines>(id, HttpMethod.Get, $"/log?{parts}", token, ct, _ => repeats);
    }

    /// <summary>Submits under a key, so that a repetition never makes a second job.</summary>
    public async Task<SubmitAnswer> SubmitAsync(SubmitRequest submit, string? key, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(submit, ProtocolJson.TypeOf<SubmitRequest>());
        key ??= Guid.NewGuid().ToString("N");
        var answer = await RepeatAsync(() => http.SendAsync<SubmitAnswer>(Make, null, Patience, ct), _ => true, ct).ConfigureAwait(false);
        return Required(answer.Value);

        HttpRequestMessage Make()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, http.Endpoint.Jobs) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", $"\"{key.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"");
            return request;
        }
    }

    public async IAsyncEnumerable<JobSnapshot> ListAsync(JobSearch search, [EnumeratorCancellation] CancellationToken ct)
    {
        var query = Query(search);
        string? cursor = null;
        do
        {
            var address = new Uri($"{http.Endpoint.Jobs}?{query}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            var page = Required((await RepeatAsync(() => http.SendAsync<JobPage>(() => new(HttpMethod.Get, address), null, Patience, ct), _ => true, ct).ConfigureAwait(false)).Value);
            foreach (var job in page.Jobs)
            {
                yield return job;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static QueryText Query(JobSearch search) => new QueryText()
        .Add("limit", search.PageSize.ToString(CultureInfo.InvariantCulture))
        .Add("group", search.Group?.Value)
        .Add("kind", search.Kinds is null ? null : string.Join(',', search.Kinds))
        .Add("state", search.States is null ? null : string.Join(',', search.States).ToLowerInvariant())
        .Add("q", search.Text)
        .Add("parent", search.Parent?.ToString())
        .Add("createdAfter", search.CreatedAfter?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))
        .Add("createdBefore", search.CreatedBefore?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))
        // Left out where it is what a server does anyway, so that one which does not know it yet is not asked.
        .Add("sort", search.Sort == JobSort.Newest ? null : search.Sort.ToString().ToLowerInvariant());

    private Task<JobSnapshot> OfJobAsync(JobId id, HttpMethod method, string rest, string? token, CancellationToken ct, Func<ProgressHubException, bool>? mayRepeat = null) =>
        OfJobAsync<JobSnapshot>(id, method, rest, token, ct, mayRepeat);

    private async Task<T> OfJobAsync<T>(JobId id, HttpMethod method, string rest, string? token, CancellationToken ct, Func<ProgressHubException, bool>? mayRepeat = null) where T : class
    {
        try
        {
            var answer = await RepeatAsync(
                () => http.SendAsync<T>(() => new(method, http.Endpoint.Job(id, rest)), token, Patience, ct), mayRepeat ?? (_ => true), ct).ConfigureAwait(false);
            return Required(answer.Value);
        }
        catch (ProgressHubException e) when (e.Code == "job-not-found")
        {
            throw new JobNotFoundException(id, e);
        }
    }

    private async Task<T> RepeatAsync<T>(Func<Task<T>> send, Func<ProgressHubException, bool> mayRepeat, CancellationToken ct)
    {
        var repeats = new Repeats(retry, time);
        while (true)
        {
            try
            {
                return await send().ConfigureAwait(false);
            }
            catch (ProgressHubException e) when (e.IsTransient && mayRepeat(e))
            {
                if (!await repeats.WaitAsync(e, ct).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    private T Required<T>(T? value) where T : class => value ?? throw Faults.NotUnderstood(http.Endpoint, null);
}
