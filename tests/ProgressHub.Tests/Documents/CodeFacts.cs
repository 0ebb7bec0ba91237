using System.Net.Http.Json;
using System.Text.Json;
using ProgressHub.Testing;
using ProgressHub.Tests.Documents.Samples;

namespace ProgressHub.Tests.Documents;

/// <summary>Samples in C# are compiled and run as they are printed.</summary>
public sealed class CodeFacts
{
    private const string Readme = "README.md";
    private const string Quartz = "server/ProgressHub.Quartz/README.md";

    [Theory]
    [InlineData(Readme, "FiveLines.cs", "RealCode.cs", "TestedJob.cs")]
    [InlineData(Quartz, "QuartzApp.cs")]
    public void EverySampleIsPrintedAsItIsCompiled(string document, params string[] samples) =>
        Markdown.Blocks(document, "csharp").Select(block => block.Text).ShouldBe(samples.Select(Sample.Of));

    [Fact]
    public async Task TheWaysToReportLeadToTheEnd()
    {
        var test = new TestJob();

        await test.RunAsync((job, ct) => RealCode.ReportAsync(job, new(), ["a.zip", "b.zip"], Rows(), ct));

        (test.Snapshot.State, test.Snapshot.Progress!.Fraction).ShouldBe((JobState.Succeeded, 1));
        test.Snapshot.Counters.ShouldBe(new Dictionary<string, long> { ["imported"] = 2, ["rejected"] = 1 }, ignoreOrder: true);
        test.Log.Select(line => line.Text).ShouldBe(["unpacked a.zip", "unpacked b.zip"]);
        test.Reports.ShouldContain(report => report.Stage == "Download" && report.Fraction > 0.2);
    }

    [Fact]
    public Task TheTestOfAJobPasses() => TestedJob.RunAsync();

    [Fact]
    public async Task AnAppWithQuartzShowsWhatItsSchedulerRunsAndEnqueues()
    {
        await using var app = await SampleApp.StartAsync(QuartzApp.Run);
        using var client = new HttpClient { BaseAddress = app.Address };

        (await UntilFinalAsync(client, "nightly.import")).Counters!["imported"].ShouldBe(20);
        (await UntilFinalAsync(client, "report")).Progress!.Message.ShouldBe("year 2026");
    }

    private static async Task<JobSnapshot> UntilFinalAsync(HttpClient client, string kind)
    {
        JobSnapshot? job = null;
        await ProgressHub.TestKit.Eventually.TrueAsync(async () =>
        {
            var jobs = (await client.GetFromJsonAsync<JsonElement>($"/api/jobs?kind={kind}")).GetProperty("jobs");
            job = jobs.GetArrayLength() == 0 ? null : jobs[0].Deserialize(ProtocolJson.TypeOf<JobSnapshot>());
            return job?.IsFinal() is true;
        });
        return job!;
    }

    private static async IAsyncEnumerable<string> Rows()
    {
        foreach (var row in (string[])["one", "", "three"])
        {
            await Task.Yield();
            yield return row;
        }
    }
}
