using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Gives out the tokens that reports on external jobs have to show: with the answer to the submit, and again with that to a retry.</summary>
internal static class ReportTokens
{
    private const string NoStore = "no-store";

    /// <summary>Adds tokens to the answers for external jobs that nobody has reported on. Who submits once more under the same idempotency key has lost the first one, and gets another.</summary>
    public static async Task<IReadOnlyList<SubmitAnswer>> AddToAsync(HttpContext http, IReadOnlyList<SubmitAnswer> answers)
    {
        if (!answers.Any(answer => answer.Job.External is true))
        {
            return answers;
        }

        // Tokens are shown once; no cache in between may keep them.
        http.Response.Headers.CacheControl = NoStore;
        var tokens = answers.Select(answer => answer.Job.External is true ? ReportToken.New() : null).ToList();
        var given = new Queue<ExternalTerms?>(await IssueAsync(http, [.. answers.Zip(tokens).Where(pair => pair.Second is not null).Select(pair => new ReportTokenIssue(pair.First.Job.Id, pair.Second!.Hash))]));
        return [.. answers.Zip(tokens, (answer, token) => token is not null && given.Dequeue() is { } terms
            ? answer with { ReportToken = token.Text, LeaseSeconds = terms.Lease.TotalSeconds }
            : answer)];
    }

    /// <summary>Answers a retry: the snapshot, and for an external job also a new token.</summary>
    public static async Task WriteRetriedAsync(HttpContext http, JobSnapshot job)
    {
        if (job.External is not true)
        {
            await JsonAnswer.WriteAsync(http, job);
            return;
        }

        var token = ReportToken.New();
        var answer = JsonNode.Parse(job.ToUtf8Json().Span)!.AsObject();
        if ((await IssueAsync(http, [new(job.Id, token.Hash)]))[0] is { } terms)
        {
            answer["reportToken"] = token.Text;
            answer["leaseSeconds"] = terms.Lease.TotalSeconds;
        }

        ServerTime.Stamp(http);
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = NoStore;
        await http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }

    private static Task<IReadOnlyList<ExternalTerms?>> IssueAsync(HttpContext http, IReadOnlyList<ReportTokenIssue> issues) =>
        http.RequestServices.GetRequiredService<IJobStore>().IssueReportTokensAsync(issues, CancellationToken.None);
}
