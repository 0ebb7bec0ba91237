namespace ProgressHub.Storage;

/// <summary>How long final jobs of each kind are kept.</summary>
/// <param name="Default">For kinds without a rule of their own, and those that nobody here knows.</param>
/// <param name="Kinds">Rules of kinds.</param>
public sealed record RetentionPolicy(RetentionRule Default, IReadOnlyDictionary<string, RetentionRule> Kinds)
{
    /// <summary>The rule for a kind.</summary>
    public RetentionRule Of(string kind) => Kinds.GetValueOrDefault(kind, Default);
}
