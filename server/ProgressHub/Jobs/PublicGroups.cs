using Microsoft.Extensions.Options;

namespace ProgressHub.Jobs;

/// <summary>The groups that anybody may watch, as <see cref="ProgressHubOptions.PublicGroups"/> names them.</summary>
internal sealed class PublicGroups(IOptions<ProgressHubOptions> options)
{
    private readonly string[] _patterns = [.. options.Value.PublicGroups];

    /// <summary>Whether a pattern is a name, or the beginning of names with a star at its end.</summary>
    public static bool IsPattern(string pattern) => GroupName.TryParse(pattern.EndsWith('*') ? $"{pattern[..^1]}x" : pattern, out _);

    public bool Has(GroupName group) => Array.Exists(_patterns, pattern => pattern.EndsWith('*')
        ? group.Value.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
        : group.Value == pattern);
}
