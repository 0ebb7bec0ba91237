using Microsoft.Extensions.Logging;

namespace ProgressHub.Sqlite.Writing;

internal sealed partial class Writer
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Writing to {File} failed; callers are told to try again, and each of them makes the store try again")]
    private partial void WriterFailed(string file, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Writing to {File} works again")]
    private partial void WriterRecovered(string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of {File} was not folded into it at the end; nothing is lost")]
    private partial void CheckpointFailed(string file, Exception fault);
}
