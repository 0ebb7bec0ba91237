using System.Net;

namespace ProgressHub.EndToEnd.Tests.Execution;

/// <summary>Nodes of one store share the work by their roles.</summary>
public sealed class RoleTests : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AWebNodeServesWhatAWorkerRuns()
    {
        var path = _folder.WriteSmallFile();
        await using var web = await _folder.StartAsync("--Jobs:Role=web", "--Jobs:Node=front");
        var id = await HostFolder.SubmitAsync(web.Http, "checksum", path);
        (await HostFolder.ReadAsync(web.Http, id)).State.ShouldBe(JobState.Queued);

        await using var worker = await _folder.StartAnotherAsync("--Jobs:Role=worker", "--Jobs:Node=engine");

        var final = await HostFolder.UntilAsync(web.Http, id, job => job.IsFinal());
        final.State.ShouldBe(JobState.Succeeded);
        final.Node.ShouldBe("engine");
    }

    [Fact]
    public async Task AWorkerTellsItsHealthAndNothingElse()
    {
        await using var worker = await _folder.StartAsync("--Jobs:Role=worker");

        (await worker.Http.GetStringAsync("health/ready")).ShouldBe("ready");
        foreach (var path in (string[])["api/jobs", $"api/jobs/{Guid.CreateVersion7()}", "hubs/jobs/negotiate", "hubs/jobs", ""])
        {
            using var answer = await worker.Http.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        using var asked = await worker.Http.GetAsync("api/jobs");
        (await asked.Content.ReadAsStringAsync()).ShouldContain("web or both");
    }
}
