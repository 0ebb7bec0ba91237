using System.Diagnostics.CodeAnalysis;

namespace ProgressHub;

/// <summary>What a path of a caller came to: an absolute path, or the reason why not.</summary>
public sealed record CommandPath
{
    private CommandPath() { }

    /// <summary>The absolute path, as the program is given it; null when it is refused.</summary>
    public string? FullPath { get; private init; }

    /// <summary>The stable code of the refusal; null when the path is fine.</summary>
    public string? Code { get; private init; }

    /// <summary>A sentence with the cure; null when the path is fine.</summary>
    public string? Detail { get; private init; }

    /// <summary>Whether a program may be given it.</summary>
    [MemberNotNullWhen(true, nameof(FullPath))]
    [MemberNotNullWhen(false, nameof(Code), nameof(Detail))]
    public bool IsFine => FullPath is not null;

    /// <summary>A path that a program may be given.</summary>
    /// <param name="fullPath">Absolute and without links, so that it begins no option and leads nowhere else.</param>
    /// <exception cref="ArgumentException">It is not absolute.</exception>
    public static CommandPath Fine(string fullPath) => Path.IsPathFullyQualified(fullPath)
        ? new() { FullPath = fullPath }
        : throw new ArgumentException($"'{fullPath}' is not absolute. Answer a path from the root of the file system.", nameof(fullPath));

    /// <summary>A path that is not taken.</summary>
    /// <param name="code">The stable code of the problem.</param>
    /// <param name="detail">A sentence with the cure.</param>
    public static CommandPath Refused(string code, string detail) => new() { Code = code, Detail = detail };
}
