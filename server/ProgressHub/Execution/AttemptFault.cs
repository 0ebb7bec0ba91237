using Microsoft.Extensions.Logging;
using ProgressHub.Reporting;

namespace ProgressHub.Execution;

/// <summary>Says what an attempt has thrown. The exception is the job's own code, and may throw itself when it is read.</summary>
internal static class AttemptFault
{
    /// <summary>Bytes of an error's message that are kept.</summary>
    private const int MaxBytes = 4096;

    public static JobError ToError(Exception fault) => new((fault as NamedFault)?.ErrorType ?? fault.GetType().FullName!, ReportedText.Cut(Message(fault), MaxBytes)!);

    public static void Log(ILogger logger, Exception fault, Attempt attempt)
    {
        try
        {
            logger.AttemptFailed(fault, attempt.Id.Value, attempt.Kind.Name, attempt.Context.Attempt);
        }
        catch (Exception)
        {
            // Whoever writes the log reads the exception. Its own fault must not cost the job its end, nor the slot.
        }
    }

    private static string Message(Exception fault)
    {
        try
        {
            return fault.Message;
        }
        catch (Exception e)
        {
            return $"Its message cannot be read: reading it throws {e.GetType().FullName}.";
        }
    }
}
