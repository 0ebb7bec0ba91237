using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ProgressHub;

/// <content>Submits, and handles with typed results.</content>
public sealed partial class ProgressHubClient
{
    private const string Reflection = "Arguments and results of any type need reflection. Trimmed and ahead-of-time compiled programs use the overloads with JsonTypeInfo.";

    private static readonly JsonSerializerOptions Reflecting = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Submits a job and answers once it is stored. Repetitions after lost answers never make a second job.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">What else there is to say; nothing by default.</param>
    /// <param name="ct">Ends the request; the job may be stored all the same.</param>
    /// <exception cref="ProgressHubException">The server refuses the job, or could not be reached for as long as <see cref="ClientRetry.GiveUpAfter"/> says.</exception>
    [RequiresUnreferencedCode(Reflection), RequiresDynamicCode(Reflection)]
    public async Task<JobHandle<TResult>> SubmitAsync<TArgs, TResult>(JobKind<TArgs, TResult> kind, TArgs args, SubmitOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var job = await StoreAsync(kind.Name, JsonSerializer.SerializeToElement(args, Reflecting), options, ct).ConfigureAwait(false);
        return new(this, job.Id, null, job, json => json.Deserialize<TResult>(Reflecting));
    }

    /// <summary>Submits a job whose kind has no result type; see the first overload.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">What else there is to say; nothing by default.</param>
    /// <param name="ct">Ends the request; the job may be stored all the same.</param>
    /// <exception cref="ProgressHubException">The server refuses the job, or could not be reached.</exception>
    [RequiresUnreferencedCode(Reflection), RequiresDynamicCode(Reflection)]
    public async Task<JobHandle> SubmitAsync<TArgs>(JobKind<TArgs> kind, TArgs args, SubmitOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Handle(await StoreAsync(kind.Name, JsonSerializer.SerializeToElement(args, Reflecting), options, ct).ConfigureAwait(false));
    }

    /// <summary>Submits a job with JSON that is made without reflection; see the first overload.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="argsType">How arguments are written.</param>
    /// <param name="resultType">How results are read.</param>
    /// <param name="options">What else there is to say; nothing by default.</param>
    /// <param name="ct">Ends the request; the job may be stored all the same.</param>
    /// <exception cref="ProgressHubException">The server refuses the job, or could not be reached.</exception>
    public async Task<JobHandle<TResult>> SubmitAsync<TArgs, TResult>(
        JobKind<TArgs, TResult> kind, TArgs args, JsonTypeInfo<TArgs> argsType, JsonTypeInfo<TResult> resultType, SubmitOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var job = await StoreAsync(kind.Name, JsonSerializer.SerializeToElement(args, argsType), options, ct).ConfigureAwait(false);
        return new(this, job.Id, null, job, json => json.Deserialize(resultType));
    }

    /// <summary>Submits a job by the name of its kind; see the first overload.</summary>
    /// <param name="kind">The name of the kind.</param>
    /// <param name="args">Its arguments as JSON.</param>
    /// <param name="options">What else there is to say; nothing by default.</param>
    /// <param name="ct">Ends the request; the job may be stored all the same.</param>
    /// <exception cref="ProgressHubException">The server refuses the job, or could not be reached.</exception>
    public async Task<JobHandle> SubmitAsync(string kind, JsonElement args, SubmitOptions? options = null, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        return Handle(await StoreAsync(kind, args, options, ct).ConfigureAwait(false));
    }

    /// <summary>A job by its id, with the type of its result. No request is made.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="id">The job.</param>
    /// <param name="token">Allows it where the client's own identity does not; none by default.</param>
    [RequiresUnreferencedCode(Reflection), RequiresDynamicCode(Reflection)]
    public JobHandle<TResult> Job<TArgs, TResult>(JobKind<TArgs, TResult> kind, JobId id, string? token = null)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return new(this, id, token, null, json => json.Deserialize<TResult>(Reflecting));
    }

    /// <summary>A job by its id, with a result that is read without reflection. No request is made.</summary>
    /// <param name="id">The job.</param>
    /// <param name="resultType">How results are read.</param>
    /// <param name="token">Allows it where the client's own identity does not; none by default.</param>
    public JobHandle<TResult> Job<TResult>(JobId id, JsonTypeInfo<TResult> resultType, string? token = null) =>
        new(this, id, token, null, json => json.Deserialize(resultType));

    private JobHandle Handle(JobSnapshot job) => new(this, job.Id, null, job);

    private async Task<JobSnapshot> StoreAsync(string kind, JsonElement args, SubmitOptions? options, CancellationToken ct)
    {
        var submit = new SubmitRequest
        {
            Kind = kind,
            Args = args,
            Groups = options is { Groups.Count: > 0 } ? [.. options.Groups.Select(group => group.Value)] : null,
            Priority = options?.Priority,
            MaxAttempts = options?.MaxAttempts,
            TimeoutSeconds = options?.Timeout?.TotalSeconds,
            ConcurrencyKey = options?.ConcurrencyKey,
            Public = options is { Public: true } ? true : null,
            DueAt = options?.DueAt,
            ParentId = options?.Parent?.ToString(),
            After = options?.After,
        };
        return (await _requests.SubmitAsync(submit, options?.IdempotencyKey, ct).ConfigureAwait(false)).Job;
    }
}
