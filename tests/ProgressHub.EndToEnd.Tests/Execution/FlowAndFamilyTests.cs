using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.Execution;

/// <summary>Where limits, families and repeated submits meet.</summary>
public sealed class FlowAndFamilyTests
{
    private sealed record TreeArgs(int Children);

    [Fact]
    public async Task AParentThatWaitsGivesItsKeysPlaceToItsChildren()
    {
        await using var host = await TestHost.StartAsync(
            hub => hub.AddJob("tree", async (TreeArgs args, JobContext job, CancellationToken ct) =>
            {
                var options = new EnqueueOptions { ConcurrencyKey = "tenant:1" };
                await job.EnqueueChildrenAsync("tree", Enumerable.Range(0, args.Children).Select(_ => (object)new TreeArgs(0)), options, ct);
            }, kind =>
            {
                kind.ConcurrencyPerKey = 1;
                kind.Concurrency = 1;
            }),
            options => options.Jobs.Concurrency = 1);

        var id = await host.Queue.EnqueueAsync("tree", new TreeArgs(20), new() { ConcurrencyKey = "tenant:1" });

        var final = await host.UntilFinalAsync(id);
        (final.State, final.Children).ShouldBe((JobState.Succeeded, new ChildCounts(20, 20, 0, 0)));
    }

    [Fact]
    public async Task ABatchThatIsSentAgainUnderItsKeyGivesTheSameJobs()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddNothing());
        const string Batch = """{"jobs":[{"kind":"nothing","ref":"a"},{"kind":"nothing","after":{"jobs":["ref:a"]}}]}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SendAsync(host, Batch)));

        answers.ShouldAllBe(answer => answer.Status == 202);
        answers.Select(answer => answer.Ids).Distinct().ShouldHaveSingleItem();
        (await SendAsync(host, Batch.Replace("ref:a", "ref:a\"],\"on\":\"any", StringComparison.Ordinal).Replace("any\"]", "any\"", StringComparison.Ordinal))).Status.ShouldBe(422);
        (await host.Store.ReadGroupAsync(null, default)).Count.ShouldBe(2);
    }

    private static async Task<(int Status, string Ids)> SendAsync(TestHost host, string batch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/jobs/batch") { Content = new StringContent(batch, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "\"b-1\"");
        using var response = await host.Http.SendAsync(request);
        var body = await response.JsonAsync();
        return ((int)response.StatusCode, body.TryGetProperty("jobs", out var jobs) ? string.Join(' ', jobs.EnumerateArray().Select(item => item.GetProperty("job").GetProperty("id").GetString())) : "");
    }
}
