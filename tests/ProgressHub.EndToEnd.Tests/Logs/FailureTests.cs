namespace ProgressHub.EndToEnd.Tests.Logs;

public sealed class FailureTests
{
    [Fact]
    public async Task EachAttemptThatFailsLogsItsExceptionWithTheStackBeforeItsEndIsSeen()
    {
        await using var host = await TestHost.StartAsync(hub => hub.AddJob("fragile", (NothingArgs _, JobContext job) => Fall(job.Attempt), options =>
        {
            options.MaxAttempts = 2;
            options.Retry = JobRetry.Exponential(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10));
        }));
        var id = await host.SubmitAsync("fragile");
        await host.UntilFinalAsync(id);

        var lines = (await host.LogAsync(id, "?level=error")).Lines;

        lines.Select(line => line.Text).Where(text => text.StartsWith("System.IO.InvalidDataException", StringComparison.Ordinal)).ShouldBe(
            ["System.IO.InvalidDataException: Attempt 1 fell.", "System.IO.InvalidDataException: Attempt 2 fell."]);
        lines.Count(line => line.Text.Contains("---> System.IO.IOException: The line broke.", StringComparison.Ordinal)).ShouldBe(2);
        lines.Count(line => line.Text.Contains(nameof(Fall), StringComparison.Ordinal)).ShouldBe(2);
    }

    private static void Fall(int attempt) => throw new InvalidDataException($"Attempt {attempt} fell.", new IOException("The line broke."));
}
