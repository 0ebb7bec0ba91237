using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace ProgressHub.Host.Import;

/// <summary>Reads the records of a CSV file one by one in constant memory, and says of each whether its text is sound.</summary>
/// <remarks>
/// A quote that is never closed would swallow the rest of the file as one field. Such a record is given up after 16 MiB: its first
/// line counts as wrong, and reading goes on with the line after.
/// </remarks>
internal sealed class CsvRows : IDisposable
{
    public const int MaxRecordBytes = 16 << 20;

    /// <summary>How often reading may go back for a quote that is not closed: each time costs up to <see cref="MaxRecordBytes"/> of reading again.</summary>
    public const int MaxReturns = 100;

    private readonly Stream _stream;
    private readonly LineSkipper _skipper;
    private readonly CsvReaderOptions _options;

    // Where the reader at work began: records tell their place from there.
    private CsvReader _reader;
    private long _firstByte;
    private long _linesBefore;

    private CsvMalformedReason? _malformed;
    private bool _skipped;
    private int _returns;

    /// <param name="stream">Can seek; stays open.</param>
    public CsvRows(Stream stream)
    {
        _stream = stream;
        _skipper = new LineSkipper(stream);
        _options = new CsvReaderOptions
        {
            Separator = ',',
            // The first record is read like any other: a file can be read again from any of its lines.
            HasHeader = false,
            Encoding = Encoding.UTF8,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            BufferSize = 1 << 18,
            OnMalformedRecord = record => _malformed = record.Reason,
        };
        _reader = CsvReader.Create(stream, _options, leaveOpen: true);
    }

    /// <summary>The line where the record starts, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>What is wrong with the record's text; null when it is sound.</summary>
    public string? Problem { get; private set; }

    public int FieldCount => _skipped ? 0 : _reader.FieldCount;

    /// <summary>The record as it stands in the file, or the start of it; valid until the next read.</summary>
    public ReadOnlySpan<byte> Raw => _skipped ? _skipper.Start : _reader.RawRecord;

    /// <summary>A field in UTF-8 without its quotes; valid until the next read.</summary>
    public ReadOnlySpan<byte> Field(int index) => _reader.GetSpan(index);

    /// <summary>Moves to the next record; false at the end of the file.</summary>
    /// <exception cref="DoNotRetryException">There are too many quotes that are not closed.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        (_malformed, _skipped, Problem) = (null, false, null);
        try
        {
            if (!await _reader.ReadAsync(ct))
            {
                return false;
            }
        }
        catch (CsvFormatException tooLong)
        {
            Line = _linesBefore + tooLong.LineNumber;
            await GoOnAfterLineAsync(_firstByte + tooLong.ByteOffset, $"the record is longer than {MaxRecordBytes >> 20} MiB, as when a quote is not closed", ct);
            return true;
        }

        Line = _linesBefore + _reader.LineNumber;
        if (_malformed is { } reason)
        {
            Problem = Words(reason);
            if (SwallowsTheRest())
            {
                await GoOnAfterLineAsync(_firstByte + _reader.ByteOffset, Problem, ct);
            }
        }
        else if (!Utf8.IsValid(_reader.RawRecord))
        {
            Problem = "the text is not UTF-8";
        }

        return true;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _skipper.Dispose();
    }

    // The reason cannot tell: of several things wrong with a record it is the first.
    private bool SwallowsTheRest() =>
        _firstByte + _reader.ByteOffset + _reader.RawRecord.Length >= _stream.Length
        && _reader.RawRecord.IndexOfAny((byte)'\n', (byte)'\r') >= 0;

    private async Task GoOnAfterLineAsync(long start, string problem, CancellationToken ct)
    {
        if (++_returns > MaxReturns)
        {
            throw new DoNotRetryException(
                $"Line {Line:N0}: {problem}. More than {MaxReturns:N0} lines are like that. Mend the quotes of the file and import it again.");
        }

        _reader.Dispose();
        _firstByte = await _skipper.SkipAsync(start, ct);
        _linesBefore = Line;
        _reader = CsvReader.Create(_stream, _options, leaveOpen: true);
        (Problem, _skipped) = (problem, true);
    }

    private static string Words(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "a quote inside a field that is not quoted",
        CsvMalformedReason.TextAfterClosingQuote => "text after a closing quote",
        CsvMalformedReason.UnterminatedQuote => "a quote that is not closed",
        _ => $"bad quoting ({reason})",
    };
}
