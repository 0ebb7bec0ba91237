using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace ProgressHub.Host.Import;

/// <summary>The CSV file of rejected rows; there only once there is one.</summary>
internal sealed class CsvRejects : IDisposable
{
    private const int MaxRecordBytes = 1 << 16;

    private readonly string _path;
    private CsvWriter? _writer;

    /// <summary>Takes the place, and removes what an earlier attempt left there.</summary>
    public CsvRejects(string path)
    {
        _path = path;
        File.Delete(path);
    }

    /// <summary>The file; null while nothing was rejected.</summary>
    public string? FilePath => _writer is null ? null : _path;

    /// <summary>Writes a rejected row.</summary>
    /// <param name="line">Where it starts.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="record">Its text; kept up to 64 KiB.</param>
    public void Add(long line, string reason, ReadOnlySpan<byte> record)
    {
        var writer = _writer ??= Create();
        writer.WriteField(line, default);
        writer.WriteField(reason);
        if (record.Length > MaxRecordBytes || !Utf8.IsValid(record))
        {
            // A cut may go through a character; what is left of it is replaced as any other bytes that are no text.
            writer.WriteField(Encoding.UTF8.GetString(record[..Math.Min(record.Length, MaxRecordBytes)]));
        }
        else
        {
            writer.WriteField(record);
        }

        writer.EndRecord();
    }

    /// <summary>Writes out what there is; nothing may be added any more.</summary>
    public void Dispose() => _writer?.Dispose();

    private CsvWriter Create()
    {
        var writer = CsvWriter.Create(File.Create(_path), new CsvWriterOptions { NewLine = "\n" }, leaveOpen: false);
        writer.WriteRecord("line", "reason", "record");
        return writer;
    }
}
