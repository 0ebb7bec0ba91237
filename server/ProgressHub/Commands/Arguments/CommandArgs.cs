using System.Text.Json;

namespace ProgressHub.Commands.Arguments;

/// <summary>The arguments of a job whose kind is a command, by parameter; in one order, so that the same ones are the same bytes.</summary>
internal sealed class CommandArgs() : SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
