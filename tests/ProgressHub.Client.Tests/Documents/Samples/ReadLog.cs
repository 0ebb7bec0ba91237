using Microsoft.Extensions.Logging;

namespace ProgressHub.Client.Tests.Documents.Samples;

/// <summary>Following a log.</summary>
internal static class ReadLog
{
    public static async Task RunAsync(JobHandle job)
    {
        // <sample>
        await foreach (var line in job.ReadLogAsync(new() { After = -20, Level = LogLevel.Warning, Follow = true })) Console.WriteLine($"{line.At:T} {line.Text}");
        // </sample>
    }
}
