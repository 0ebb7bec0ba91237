namespace ProgressHub.Commands;

/// <summary>What a program that succeeded leaves: the code, and the last line it printed that is no progress.</summary>
internal sealed record CommandResult(int ExitCode, string? LastLine);
