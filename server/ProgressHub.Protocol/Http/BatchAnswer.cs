namespace ProgressHub;

/// <summary>The answer to a batch: all its jobs are stored.</summary>
/// <param name="Jobs">The jobs in the order of the request, each with where to go from here.</param>
public sealed record BatchAnswer(IReadOnlyList<SubmitAnswer> Jobs);
