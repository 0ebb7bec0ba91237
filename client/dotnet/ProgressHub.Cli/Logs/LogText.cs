using System.Globalization;
using ProgressHub.Cli.Showing;
using ProgressHub.Cli.Words;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ProgressHub.Cli.Logs;

/// <summary>A line of a log for people: time of day, level, text.</summary>
/// <param name="line">The line.</param>
/// <param name="id">Whose it is, where several jobs log at once.</param>
internal sealed class LogText(LogLine line, JobId? id) : Renderable
{
    /// <summary>Clears what a bar may have left to the right (ECMA-48, EL).</summary>
    private const string EraseRest = "\e[K";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var style = line.Level switch
        {
            "Error" or "Critical" => Looks.Failed,
            "Warning" => Looks.Quiet,
            "Debug" or "Trace" => Looks.Faint,
            _ => Style.Plain,
        };
        yield return new($"{line.At.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} ", Looks.Faint);
        yield return new($"{LogLevels.Short(line.Level)} ", style);
        if (id is { } job)
        {
            yield return new($"{job.ToString()[^6..]} ", Looks.Faint);
        }

        yield return new(PlainText.Line(line.Text), style);
        if (options.Ansi)
        {
            yield return Segment.Control(EraseRest);
        }

        yield return Segment.LineBreak;
    }
}
