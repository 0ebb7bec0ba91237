using Microsoft.Extensions.Logging;
using ProgressHub.Reporting;

namespace ProgressHub.Execution;

/// <summary>Says what an attempt has thrown. The exception is the job's own code, and may throw itself when it is read.</summary>
internal static class AttemptFault
{
    /// <summary>Bytes of an error's message that are kept.</summary>
    private const int MaxBytes = 4096;

    /// <summary>Lines of an exception that a log gets.</summary>
    private const int MaxLines = 100;

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

    /// <summary>Adds the exception with its stack to the job's log, a line for each of its own, so that who looks at the job finds where it failed.</summary>
    /// <remarks>A fault with a name of its own, such as a program's exit code, has said all in its message.</remarks>
    public static void AddTo(JobLog log, Exception fault)
    {
        if (fault is NamedFault)
        {
            return;
        }

        var (added, left) = (0, 0);
        foreach (var line in Text(fault).EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                continue;
            }

            if (added == MaxLines)
            {
                left++;
                continue;
            }

            log.Add(LogLevel.Error, line.TrimEnd().ToString());
            added++;
        }

        if (left > 0)
        {
            log.Add(LogLevel.Error, $"   … {left} more {(left == 1 ? "line" : "lines")}");
        }
    }

    private static ReadOnlySpan<char> Text(Exception fault)
    {
        try
        {
            return fault.ToString();
        }
        catch (Exception e)
        {
            return $"{fault.GetType().FullName}: {Message(fault)} Its stack cannot be read: reading it throws {e.GetType().FullName}.";
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
