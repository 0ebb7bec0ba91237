namespace ProgressHub.Storage;

/// <summary>How long final jobs are kept. Whichever comes first ends it.</summary>
/// <param name="Age">So long after they became final.</param>
/// <param name="Count">So many of a kind; of more, those go first that were submitted first.</param>
public sealed record RetentionRule(TimeSpan Age, int Count);
