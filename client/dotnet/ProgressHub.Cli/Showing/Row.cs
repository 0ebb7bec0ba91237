using Spectre.Console;

namespace ProgressHub.Cli.Showing;

/// <summary>One job or group on a screen.</summary>
/// <param name="Glyph">Tells the state by its shape.</param>
/// <param name="Style">Tells it by its colour.</param>
/// <param name="Name">What it is.</param>
internal sealed record Row(string Glyph, Style Style, string Name)
{
    /// <summary>The filled parts of the bar, each a share of 1, from the left.</summary>
    public IReadOnlyList<(double Share, Style Style)> Parts { get; init; } = [];

    /// <summary>Whether something moves in a bar whose length is unknown.</summary>
    public bool IsSweeping { get; init; }

    /// <summary>Whether there is a bar at all.</summary>
    public bool HasBar { get; init; } = true;

    public string Percent { get; init; } = "";

    public string Amount { get; init; } = "";

    public string Rate { get; init; } = "";

    /// <summary>Time left, or how it stands in time.</summary>
    public string Standing { get; init; } = "";

    /// <summary>The second line.</summary>
    public string Doing { get; init; } = "";

    /// <summary>How the second line looks.</summary>
    public Style DoingStyle { get; init; } = Style.Plain;

    /// <summary>Faint, at the end of the second line where there is room.</summary>
    public string Tail { get; init; } = "";
}
