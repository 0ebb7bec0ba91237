using ProgressHub.Commands.Parameters;

namespace ProgressHub.Commands.Arguments;

/// <summary>A piece of an argument: either a text of the configuration, or the place of a value.</summary>
internal readonly record struct ArgumentPart(string Literal, Parameter? Parameter);
