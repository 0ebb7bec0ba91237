using System.Diagnostics.CodeAnalysis;

namespace ProgressHub.Host.Files;

/// <summary>What a path of a caller came to: a place below the data root, or the reason why not.</summary>
internal sealed record DataPath
{
    /// <summary>The path names nothing, or nothing that may be named.</summary>
    public const string InvalidRequest = "invalid-request";

    /// <summary>The path, or a link on its way, leaves the data root.</summary>
    public const string OutsideRoot = "path-outside-root";

    /// <summary>Nothing is there.</summary>
    public const string NotFound = "file-not-found";

    private DataPath() { }

    /// <summary>The stable code of the refusal; null when the path is fine.</summary>
    public string? Code { get; private init; }

    /// <summary>A sentence with the cure; null when the path is fine.</summary>
    public string? Detail { get; private init; }

    /// <summary>From the root, with slashes; "." is the root itself.</summary>
    public string Relative { get; private init; } = "";

    /// <summary>The absolute path without any links.</summary>
    public string Real { get; private init; } = "";

    /// <summary>Whether a folder is there; else it is a file.</summary>
    public bool IsFolder { get; private init; }

    [MemberNotNullWhen(false, nameof(Code), nameof(Detail))]
    public bool IsFine => Code is null;

    public static DataPath Refused(string code, string detail) => new() { Code = code, Detail = detail };

    public static DataPath Found(string relative, string real, bool isFolder) =>
        new() { Relative = relative, Real = real, IsFolder = isFolder };
}
