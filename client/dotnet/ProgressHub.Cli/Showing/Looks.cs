using Spectre.Console;

namespace ProgressHub.Cli.Showing;

/// <summary>Colours and shapes of states. The sixteen colours of the screen's own theme, so that they can be read on light and dark.</summary>
internal sealed class Looks(bool hasUnicode)
{
    public static readonly Style Running = new(Color.Blue);
    public static readonly Style Succeeded = new(Color.Green);
    public static readonly Style Failed = new(Color.Red);
    public static readonly Style Canceled = new(Color.Grey);
    public static readonly Style Waiting = new(Color.Grey);
    public static readonly Style Quiet = new(Color.Olive);
    public static readonly Style Lost = new(Color.Fuchsia);
    public static readonly Style Scheduled = new(Color.Purple);
    public static readonly Style Faint = new(Color.Grey);

    private static readonly string[] Rings = ["○", "◔", "◑", "◕"];

    /// <summary>A cell of a bar: filled, empty, and a still hatch where nothing is known.</summary>
    public char Filled => hasUnicode ? '━' : '#';

    public char Empty => hasUnicode ? '─' : '-';

    public char Hatch => hasUnicode ? '╌' : '.';

    public string Separator => hasUnicode ? " · " : " - ";

    public (string Glyph, Style Style) Of(JobSnapshot job, bool isQuiet) => job switch
    {
        { State: JobState.Scheduled } => (Glyph("◷", "@"), Scheduled),
        { State: JobState.Queued } => (Glyph("≡", "="), Waiting),
        { State: JobState.Succeeded } => (Glyph("✓", "+"), Succeeded),
        { State: JobState.Failed } => (Glyph("✗", "x"), Failed),
        { State: JobState.Canceled } => (Glyph("⊘", "-"), Canceled),
        { LostAt: not null } => (Glyph("!", "!"), Lost),
        _ when isQuiet => (Glyph("◌", "~"), Quiet),
        _ => (Glyph(Rings[(int)Math.Clamp((job.Progress?.Fraction ?? 0) * 4, 0, 3)], ">"), Running),
    };

    /// <summary>The mark of a group by its worst and busiest.</summary>
    public (string Glyph, Style Style) Of(GroupSummary group)
    {
        long Count(JobState state) => group.ByState.GetValueOrDefault(Words.JobWords.State(state));
        return Count(JobState.Running) > 0 ? (Glyph("◑", ">"), Running)
            : Count(JobState.Queued) + Count(JobState.Scheduled) > 0 ? (Glyph("≡", "="), Waiting)
            : Count(JobState.Failed) > 0 ? (Glyph("✗", "x"), Failed)
            : (Glyph("✓", "+"), Succeeded);
    }

    private string Glyph(string unicode, string ascii) => hasUnicode ? unicode : ascii;
}
