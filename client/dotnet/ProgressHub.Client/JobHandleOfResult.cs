using System.Text.Json;

namespace ProgressHub;

/// <summary>One job of a server whose result has a type.</summary>
/// <typeparam name="TResult">What the job returns.</typeparam>
public sealed class JobHandle<TResult> : JobHandle
{
    private readonly Func<JsonElement, TResult?> _read;

    internal JobHandle(ProgressHubClient client, JobId id, string? token, JobSnapshot? snapshot, Func<JsonElement, TResult?> read)
        : base(client, id, token, snapshot) => _read = read;

    /// <summary>Waits for the end and answers the result; the default of its type if the job returned nothing.</summary>
    /// <param name="ct">Ends the waiting; the job goes on.</param>
    /// <exception cref="JobFailedException">The job failed.</exception>
    /// <exception cref="JobCanceledException">The job was canceled.</exception>
    /// <exception cref="JsonException">The result is not of this type.</exception>
    /// <exception cref="ProgressHubException">What ends a watch, see <see cref="JobHandle.WatchAsync"/>.</exception>
    public new async Task<TResult> WaitAsync(CancellationToken ct = default)
    {
        var job = await base.WaitAsync(ct).ConfigureAwait(false);
        var result = job.Result ?? (job.ResultBytes is null ? (JsonElement?)null : await Client.ReadResultAsync(Id, Token, ct).ConfigureAwait(false));
        return result is { ValueKind: not JsonValueKind.Null } json ? _read(json)! : default!;
    }
}
