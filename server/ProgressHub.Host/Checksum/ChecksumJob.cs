using ProgressHub.Host.Files;

namespace ProgressHub.Host.Checksum;

/// <summary>Makes a manifest with the SHA-256 of every file below a path. What cannot be read is counted and listed, and stops nothing.</summary>
internal sealed class ChecksumJob(DataRoot root) : IJobHandler<ChecksumArgs, ChecksumResult>
{
    private const int FilesPerMessage = 1000;

    public async Task<ChecksumResult> RunAsync(ChecksumArgs args, JobContext job, CancellationToken ct)
    {
        var start = root.Find(args.Path);
        if (!start.IsFine)
        {
            throw new DoNotRetryException(start.Detail);
        }

        var (files, unreadable) = (job.Counter("files"), job.Counter("unreadable"));
        var walk = new FileWalk(root);
        var done = 0L;
        job.Progress.Report(done, Measure(walk, start, job.Progress, ct), "B");
        using var manifest = new ManifestFile(root, job);
        using var hasher = new FileHasher();
        Action<long> passed = bytes => job.Progress.Report(done += bytes);
        foreach (var file in walk.Walk(start))
        {
            ct.ThrowIfCancellationRequested();
            job.Progress.Report(file.Relative);
            var hash = file.Trouble is null ? await hasher.HashAsync(file.Real, passed, ct) : new(default, 0, file.Trouble);
            if (hash.Trouble is null)
            {
                manifest.Add(file.Relative, hash.Digest.Span);
                files.Increment();
            }
            else
            {
                // Its bytes count for nothing: the result speaks of files that are in the manifest.
                done -= hash.Bytes;
                manifest.AddUnreadable(file.Relative, hash.Trouble);
                unreadable.Increment();
            }
        }

        manifest.Keep();
        // Files may have grown, shrunk or gone since they were measured.
        job.Progress.Report(done, done);
        return new(
            root.RelativeTo(manifest.ManifestPath), files.Value, done, unreadable.Value,
            manifest.UnreadablePath is { } list ? root.RelativeTo(list) : null);
    }

    private static long Measure(FileWalk walk, DataPath start, JobReporter progress, CancellationToken ct)
    {
        progress.Report("measuring");
        var (count, bytes) = (0L, 0L);
        foreach (var file in walk.Walk(start))
        {
            ct.ThrowIfCancellationRequested();
            bytes += file.Bytes;
            if (++count % FilesPerMessage == 0)
            {
                progress.Report($"measuring: {count:N0} files");
            }
        }

        return bytes;
    }
}
