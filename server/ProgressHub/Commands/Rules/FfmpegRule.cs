using System.Globalization;
using System.Text.RegularExpressions;

namespace ProgressHub.Commands.Rules;

/// <summary>Reads the blocks of <c>key=value</c> that ffmpeg writes with <c>-progress</c>: seconds done, of those of the longest input (or those declared), with frame and speed as the message.</summary>
/// <remarks><c>out_time_ms</c> holds microseconds like <c>out_time_us</c>: the name is an old mistake of ffmpeg's that it keeps.</remarks>
internal sealed partial class FfmpegRule(JobReporter reporter, decimal? declared) : IProgressRule
{
    private readonly Dictionary<string, string> _block = new(StringComparer.Ordinal);
    private decimal _longest;

    public bool Read(string line)
    {
        if (Pair().Match(line) is { Success: true } pair)
        {
            var (key, value) = (pair.Groups["key"].Value, pair.Groups["value"].Value.Trim());
            _block[key] = value;
            if (key == "progress")
            {
                Report(isEnd: value == "end");
                _block.Clear();
            }

            return true;
        }

        if (Duration().Match(line) is { Success: true } duration
            && TimeSpan.TryParseExact(duration.Groups["time"].Value, @"h\:mm\:ss\.ff", CultureInfo.InvariantCulture, out var length))
        {
            // A line that is worth reading, and no progress.
            _longest = Math.Max(_longest, (decimal)length.TotalSeconds);
        }

        return Statistics().IsMatch(line);
    }

    private void Report(bool isEnd)
    {
        var done = long.TryParse(_block.GetValueOrDefault("out_time_us") ?? _block.GetValueOrDefault("out_time_ms"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros)
            ? Math.Max(0, micros / 1_000_000)
            : 0;
        var seconds = declared ?? _longest;
        long? total = seconds > 0 ? (long)decimal.Ceiling(seconds) : null;
        // What it wrote may be shorter than what it read: at the end all is done.
        reporter.Report(isEnd && total is not null ? total.Value : done, total, "s", Message());
    }

    private string? Message()
    {
        string?[] parts = [Known("frame") is { } frame ? $"frame {frame}" : null, Known("fps") is { } fps ? $"{fps} fps" : null, Known("speed") is { } speed ? $"speed {speed}" : null];
        var message = string.Join(", ", parts.Where(part => part is not null));
        return message.Length == 0 ? null : message;
    }

    private string? Known(string key) => _block.GetValueOrDefault(key) is { Length: > 0 } value && value != "N/A" ? value : null;

    [GeneratedRegex(@"\A(?<key>frame|fps|bitrate|total_size|out_time(_us|_ms)?|dup_frames|drop_frames|speed|progress|stream_\d+_\d+_\w+)=(?<value>[^=]*)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();

    [GeneratedRegex(@"\A\s*Duration: (?<time>\d{1,2}:\d\d:\d\d\.\d\d)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();

    /// <summary>What it prints for people, over and over in one line, unless it is run with <c>-nostats</c>.</summary>
    [GeneratedRegex(@"\A(frame=.*|size=.*) time=\S+ bitrate=", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Statistics();
}
