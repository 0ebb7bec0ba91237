using Microsoft.Extensions.Logging;

namespace ProgressHub.Tests.Documents.Samples;

/// <summary>README.md prints the marked lines as the ways to report.</summary>
internal static class RealCode
{
    public static async Task ReportAsync(JobContext job, Blobs blobs, string[] paths, IAsyncEnumerable<string> rows, CancellationToken ct)
    {
        // <sample>
        job.Progress.Stages(("Download", 3), ("Unpack", 1));
        using (var stage = job.Progress.Stage("Download"))
        {
            await blobs.DownloadAsync(stage.AsBytes(total: 9_000_000), ct);     // IProgress<long>, as storage clients want it
        }

        using (var stage = job.Progress.Stage("Unpack"))
        {
            foreach (var path in stage.Track(paths, unit: "files"))             // counts, with the total where it is known
            {
                job.Log(LogLevel.Information, $"unpacked {path}");
            }
        }

        await foreach (var row in job.Track(rows, total: 1_000, unit: "rows"))
        {
            job.Counter(row.Length > 0 ? "imported" : "rejected").Increment();
        }

        job.Progress.Report(20, 50, "files", "photo-20.jpg");                   // done, total, unit, message
        await Parallel.ForEachAsync(paths, ct, (path, _) =>
        {
            job.Progress.Increment();                                           // exact from any thread
            return default;
        });
        IProgress<double> percent = job.Progress.AsPercent();                   // for code that reports 0 to 100
        // </sample>
        percent.Report(100);
    }

    /// <summary>A storage client that tells how many bytes went by since its beginning.</summary>
    internal sealed class Blobs
    {
        public async Task DownloadAsync(IProgress<long> bytes, CancellationToken ct)
        {
            foreach (var done in (long[])[3_000_000, 9_000_000])
            {
                ct.ThrowIfCancellationRequested();
                bytes.Report(done);
                await Task.Yield();
            }
        }
    }
}
