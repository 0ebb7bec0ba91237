using Microsoft.Extensions.Logging;

namespace ProgressHub.Scheduling;

internal static partial class CodeDefinitionsLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The recurring job {Name} of the app's code is not stored: {Reason}")]
    public static partial void DefinitionRefused(this ILogger logger, string name, string reason);
}
