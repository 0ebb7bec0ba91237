namespace ProgressHub.Commands.Settings;

/// <summary>One parameter as configuration declares it.</summary>
internal sealed record ParameterOptions
{
    /// <summary>What values it takes; must be said.</summary>
    public ParameterType? Type { get; init; }

    /// <summary>Whether a job without it is refused; true by default, unless there is a default or a flag.</summary>
    public bool? Required { get; init; }

    /// <summary>What stands for a missing value.</summary>
    public string? Default { get; init; }

    /// <summary>The most characters of a string, 1 to 32,768; 1,024 by default.</summary>
    public int? MaxLength { get; init; }

    /// <summary>What a string must match as a whole. Slashes and leading dots are refused only where no pattern decides.</summary>
    public string? Pattern { get; init; }

    /// <summary>The least number.</summary>
    public decimal? Min { get; init; }

    /// <summary>The greatest number.</summary>
    public decimal? Max { get; init; }

    /// <summary>What a choice chooses from.</summary>
    public string[]? Values { get; init; }

    /// <summary>What stands for true, as in <c>--delete</c>; false is then no value.</summary>
    public string? Flag { get; init; }

    /// <summary>Whether a value may begin an argument with a dash, and so be taken for an option.</summary>
    public bool AllowDash { get; init; }
}
