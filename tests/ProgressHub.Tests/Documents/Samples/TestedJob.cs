// <sample>
using ProgressHub.Testing;

// </sample>
namespace ProgressHub.Tests.Documents.Samples;

/// <summary>README.md prints the marked lines as the test of a job.</summary>
internal static class TestedJob
{
    public static async Task RunAsync()
    {
        // <sample>
        var test = new TestJob { Attempt = 2, Checkpoint = new Offset(500) };
        var result = await test.RunAsync(new ImportRows(), new ImportArgs(Rows: 800));

        Assert.Equal(300, result.Imported);
        Assert.Equal(800, test.Snapshot.Progress?.Done);
        Assert.Equal(JobState.Succeeded, test.Snapshot.State);                  // also test.Reports, test.Log, test.Cancel(StopReason.TimedOut)
        // </sample>
    }

    internal sealed record ImportArgs(int Rows);

    internal sealed record ImportResult(int Imported);

    internal sealed record Offset(int Row);

    internal sealed class ImportRows : IJobHandler<ImportArgs, ImportResult>
    {
        public async Task<ImportResult> RunAsync(ImportArgs args, JobContext job, CancellationToken ct)
        {
            var first = job.Checkpoint<Offset>()?.Row ?? 0;
            for (var row = first; row < args.Rows; row++)
            {
                job.Progress.Report(row + 1, args.Rows, "rows");
                job.SaveCheckpoint(new Offset(row + 1));
                await Task.Yield();
            }

            return new(args.Rows - first);
        }
    }
}
