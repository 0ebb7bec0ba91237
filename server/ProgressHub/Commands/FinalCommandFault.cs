namespace ProgressHub.Commands;

/// <summary>A program that did not do its work, and will not in another attempt.</summary>
internal sealed class FinalCommandFault(string type, string message) : CommandFault(type, message);
