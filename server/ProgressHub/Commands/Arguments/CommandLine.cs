namespace ProgressHub.Commands.Arguments;

/// <summary>What a job's arguments came to: those of the program, or a refusal.</summary>
/// <param name="Arguments">Each is one argument, whatever is in it.</param>
/// <param name="Values">The texts by parameter.</param>
/// <param name="Refusal">Why the job is not taken; null when all is well.</param>
internal sealed record CommandLine(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Values, ArgsRefusal? Refusal = null);
