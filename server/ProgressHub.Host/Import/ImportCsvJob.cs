using System.Text;
using Microsoft.Extensions.Logging;
using ProgressHub.Host.Files;

namespace ProgressHub.Host.Import;

/// <summary>Reads a CSV file into a table of a new SQLite file. A row that does not fit is rejected with its line and reason, and stops nothing.</summary>
internal sealed class ImportCsvJob(DataRoot root, TimeProvider time) : IJobHandler<ImportCsvArgs, ImportCsvResult>
{
    private const string Folder = "imports";
    private const int RowsPerMessage = 1000;

    public async Task<ImportCsvResult> RunAsync(ImportCsvArgs args, JobContext job, CancellationToken ct)
    {
        var source = root.Find(args.Path);
        if (!source.IsFine)
        {
            throw new DoNotRetryException(source.Detail);
        }

        if (args.Table is not null && !SqlName.IsTable(args.Table))
        {
            throw new DoNotRetryException(SqlName.TableRule);
        }

        var (imported, rejected) = (job.Counter("imported"), job.Counter("rejected"));
        await using var file = await OpenAsync(source, ct);
        using var rows = new CsvRows(job.TrackStream(file));
        var columns = await ReadHeaderAsync(rows, source, ct);

        var stem = SqlName.Stem(source.Relative);
        var tableName = args.Table ?? stem;
        var database = root.PathForOutput(Folder, $"{stem}-{job.Id}.db");
        var note = new ImportNote(job.Id, source.Relative, time.GetUtcNow());
        using var table = new ImportTable(database, tableName, columns, note);
        using var rejects = new CsvRejects(root.PathForOutput(Folder, $"{stem}-{job.Id}.rejects.csv"));
        try
        {
            for (var row = 0L; await rows.ReadAsync(ct); row++)
            {
                ct.ThrowIfCancellationRequested();
                if ((rows.Problem ?? Ragged(rows.FieldCount, columns.Length)) is { } problem)
                {
                    rejects.Add(rows.Line, problem, rows.Raw);
                    table.CountRejected();
                    rejected.Increment();
                    job.Log(LogLevel.Warning, $"line {rows.Line:N0}: {problem}");
                }
                else
                {
                    table.Add(rows);
                    imported.Increment();
                }

                if (row % RowsPerMessage == 0)
                {
                    job.Progress.Report($"line {rows.Line:N0}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What the counters of the job say is in the table.
            table.Commit();
            throw;
        }

        job.Progress.Report($"line {rows.Line:N0}");
        // A table is not complete while rejected rows may still be lost on a full disk.
        rejects.Dispose();
        table.Complete(time.GetUtcNow());
        return new(
            root.RelativeTo(database), tableName, imported.Value, rejected.Value,
            rejects.FilePath is { } path ? root.RelativeTo(path) : null);
    }

    private static async Task<FileStream> OpenAsync(DataPath source, CancellationToken ct)
    {
        var reason = "a folder";
        if (source.IsFolder || RegularFile.TryOpen(source.Real, out reason) is not { } handle)
        {
            throw new DoNotRetryException($"'{source.Relative}' cannot be read: {reason}. Give the path of a CSV file.");
        }

        var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        var first = new byte[2];
        var read = await file.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, ct);
        file.Position = 0;
        if (read == 2 && first is [0xFF, 0xFE] or [0xFE, 0xFF])
        {
            await file.DisposeAsync();
            throw new DoNotRetryException($"'{source.Relative}' is written in UTF-16. Save it as CSV in UTF-8.");
        }

        return file;
    }

    private static async Task<string[]> ReadHeaderAsync(CsvRows rows, DataPath source, CancellationToken ct)
    {
        if (!await rows.ReadAsync(ct))
        {
            throw new DoNotRetryException($"'{source.Relative}' is empty. Give a file whose first row names the columns.");
        }

        if (rows.Problem is { } problem)
        {
            throw new DoNotRetryException($"The header row cannot be read: {problem}. Mend line {rows.Line:N0} of '{source.Relative}'.");
        }

        var header = new string[rows.FieldCount];
        for (var i = 0; i < header.Length; i++)
        {
            header[i] = Encoding.UTF8.GetString(rows.Field(i));
        }

        return Array.TrueForAll(header, string.IsNullOrWhiteSpace)
            ? throw new DoNotRetryException($"The header row of '{source.Relative}' has no names. Give a file whose first row names the columns.")
            : ColumnNames.From(header);
    }

    private static string? Ragged(int fields, int columns) => fields == columns
        ? null
        : $"{fields} {(fields == 1 ? "field" : "fields")} where the header has {columns}";
}
