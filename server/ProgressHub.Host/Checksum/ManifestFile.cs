using System.Text;
using ProgressHub.Host.Files;

namespace ProgressHub.Host.Checksum;

/// <summary>The manifest of one job in the format of <c>sha256sum</c>, and beside it the list of what could not be read. Both appear under their names when whole, or not at all.</summary>
internal sealed class ManifestFile : IDisposable
{
    private const string Folder = "manifests";

    private readonly string _manifest;
    private readonly string _unreadable;
    private readonly string _suffix;
    private readonly StreamWriter _lines;
    private StreamWriter? _unreadableLines;

    public ManifestFile(DataRoot root, JobContext job)
    {
        _manifest = root.PathForOutput(Folder, $"{job.Id}.sha256");
        _unreadable = root.PathForOutput(Folder, $"{job.Id}.unreadable.txt");
        // The attempt is in the name because one that lost its lease may still write when the next one starts.
        _suffix = $".{job.Attempt}.tmp";
        foreach (var left in Directory.EnumerateFiles(Path.GetDirectoryName(_manifest)!, $"{job.Id}.*"))
        {
            File.Delete(left);
        }

        _lines = Create(_manifest + _suffix);
    }

    public string ManifestPath => _manifest;

    public string? UnreadablePath => _unreadableLines is null ? null : _unreadable;

    public void Add(string relative, ReadOnlySpan<byte> digest)
    {
        // To sha256sum a lone dash is its standard input.
        var name = relative == "-" ? "./-" : relative;
        var escaped = Escape(name);
        if (!ReferenceEquals(escaped, name))
        {
            _lines.Write('\\');
        }

        _lines.Write(Convert.ToHexStringLower(digest));
        _lines.Write("  ");
        _lines.Write(escaped);
        _lines.Write('\n');
    }

    public void AddUnreadable(string relative, string reason)
    {
        _unreadableLines ??= Create(_unreadable + _suffix);
        _unreadableLines.Write(Escape(relative));
        _unreadableLines.Write('\t');
        _unreadableLines.Write(reason);
        _unreadableLines.Write('\n');
    }

    /// <summary>Makes what was written last and gives it its name.</summary>
    public void Keep()
    {
        // The manifest comes last: where it is, the list beside it is whole as well.
        Keep(_unreadableLines, _unreadable);
        Keep(_lines, _manifest);
    }

    public void Dispose()
    {
        try
        {
            _lines.Dispose();
            _unreadableLines?.Dispose();
        }
        finally
        {
            // On a full disk the last lines cannot be written; the rest has to go all the more.
            File.Delete(_manifest + _suffix);
            File.Delete(_unreadable + _suffix);
        }
    }

    // As sha256sum does it: three characters are escaped, and a backslash before the digest says so.
    private static string Escape(string name) => name.AsSpan().IndexOfAny('\\', '\n', '\r') < 0
        ? name
        : name.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r");

    private static StreamWriter Create(string path) => new(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 16);

    private void Keep(StreamWriter? lines, string path)
    {
        if (lines is null)
        {
            return;
        }

        lines.Flush();
        ((FileStream)lines.BaseStream).Flush(flushToDisk: true);
        lines.Dispose();
        File.Move(path + _suffix, path, overwrite: true);
    }
}
