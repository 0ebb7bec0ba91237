using ProgressHub.Cli.Words;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ProgressHub.Cli.Showing;

/// <summary>A list of jobs for people, one a line, the text cut where the screen ends.</summary>
internal static class JobTable
{
    public static IRenderable Of(IReadOnlyList<JobSnapshot> jobs, Looks looks, DateTimeOffset now)
    {
        string[] header = ["ID", "KIND", "STATE", "DONE", "AGE", "TEXT"];
        var rows = jobs.Select(job => (Job: job, Cells: new[]
        {
            job.Id.ToString(), PlainText.Line(job.Kind), $"{looks.Of(job, JobWords.Quiet(job, now) is not null).Glyph} {JobWords.State(job.State)}",
            JobWords.Percentage(job), Times.Age(job.CreatedAt, now), JobWords.Doing(job),
        })).ToList();
        int[] widths = [.. header.Select((title, column) => rows.Select(row => Cells.Width(row.Cells[column])).Append(title.Length).Max())];
        return new Lines(width =>
        {
            var lines = new List<List<Segment>> { Line(header, widths, width, _ => Looks.Faint) };
            lines.AddRange(rows.Select(row => Line(row.Cells, widths, width, column => column == 2 ? looks.Of(row.Job, false).Style : Style.Plain)));
            return lines;
        });
    }

    private static List<Segment> Line(string[] cells, int[] widths, int width, Func<int, Style> style)
    {
        var (line, left) = (new List<Segment>(), width);
        for (var column = 0; column < cells.Length && left > 0; column++)
        {
            var isLast = column == cells.Length - 1;
            var text = isLast ? Cells.Fit(cells[column], left) : Cells.Fit(Cells.Left(cells[column], widths[column]) + "  ", left);
            line.Add(new(text, style(column)));
            left -= Cells.Width(text);
        }

        return line;
    }

    private sealed class Lines(Func<int, List<List<Segment>>> make) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            make(maxWidth).SelectMany(line => line.Append(Segment.LineBreak));
    }
}
