namespace ProgressHub;

/// <summary>Why an attempt did not succeed.</summary>
/// <param name="Type">A stable word: the exception's full type name, or <c>lost</c>, <c>timed-out</c>, <c>too-large</c>, <c>children-failed</c>, <c>after-failed</c>; of a command also <c>exit-code</c>, <c>command-not-started</c>.</param>
/// <param name="Message">A sentence for a person.</param>
public sealed record JobError(string Type, string Message);
