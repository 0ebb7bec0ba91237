using System.Net;
using System.Net.Http.Json;
using System.Text;
using ProgressHub.Tests.Documents.Samples;

namespace ProgressHub.Tests.Documents;

public sealed class SampleFacts
{
    private const string Readme = "README.md";
    private const string Protocol = "server/ProgressHub.Protocol/PROTOCOL.md";

    [Fact]
    public async Task TheFirstProgramRunsAsPrinted()
    {
        Markdown.Blocks(Readme, "csharp")[0].Text.ShouldBe(Sample.Of("FiveLines.cs"));

        await using var app = await SampleApp.StartAsync(FiveLines.Run);
        using var client = new HttpClient { BaseAddress = app.Address };
        using var answer = await client.PostAsJsonAsync("/api/jobs", new { kind = "count", args = new { to = 5 } });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var job = (await answer.Content.ReadFromJsonAsync(ProtocolJson.TypeOf<SubmitAnswer>()))!.Job;
        while (!job.IsFinal())
        {
            using var poll = await client.GetAsync($"/api/jobs/{job.Id}?after={job.Version}&wait=30");
            poll.StatusCode.ShouldBe(HttpStatusCode.OK);
            job = (await poll.Content.ReadFromJsonAsync(ProtocolJson.TypeOf<JobSnapshot>()))!;
        }

        job.State.ShouldBe(JobState.Succeeded);
        job.Progress.ShouldNotBeNull().Done.ShouldBe(5);
    }

    /// <summary>That it runs is shown where there is a real host to run it against: <c>ScriptTests</c>.</summary>
    [Fact]
    public void TheScriptIsPrintedAsItIsRun()
    {
        var script = Repository.Read("tests/ProgressHub.Tests/Documents/Samples/external.sh");
        Markdown.Blocks(Protocol, "sh").Single().Text.ShouldBe(script);
        script.Split('\n').Length.ShouldBeLessThanOrEqualTo(30);
    }

    [Theory]
    [InlineData(Readme)]
    [InlineData(Protocol)]
    public async Task EveryCurlCommandIsAnsweredAsPrinted(string document)
    {
        var lines = Markdown.Blocks(document, "console").SelectMany(block => block.Text.Split('\n'))
            .Where(line => line.StartsWith("$ curl ", StringComparison.Ordinal)).ToList();
        lines.ShouldNotBeEmpty();
        await using var host = await DocumentHost.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        var id = "";
        foreach (var line in lines)
        {
            var command = CurlCommand.Parse(line);
            using var answer = await client.SendAsync(command.ToRequest(id));
            var body = await answer.Content.ReadAsStringAsync();
            ((int)answer.StatusCode).ShouldBe(command.Status, $"{line}\n{body}");
            if (answer.Headers.Location is { } job)
            {
                id = job.OriginalString.Split('/')[^1];
            }
        }
    }
}
