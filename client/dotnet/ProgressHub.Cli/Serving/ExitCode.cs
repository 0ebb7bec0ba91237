namespace ProgressHub.Cli.Serving;

/// <summary>How the tool ends.</summary>
internal static class ExitCode
{
    public const int Succeeded = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Canceled = 3;
    public const int Unreachable = 4;
    public const int Refused = 5;

    /// <summary>A fault of the tool itself (EX_SOFTWARE of sysexits.h).</summary>
    public const int Fault = 70;

    /// <summary>The time of <c>--timeout</c> is over, as of timeout(1).</summary>
    public const int TimedOut = 124;

    /// <summary>Ended by a signal: this and the signal's number, as shells have it.</summary>
    public const int Signal = 128;

    public const int Interrupted = Signal + 2;

    /// <summary>Nobody reads the output any more.</summary>
    public const int OutputClosed = Signal + 13;

    private static readonly int[] BadToWorse = [Succeeded, Canceled, Failed, Refused, Unreachable];

    /// <summary>What a final job makes of the command that waited for it.</summary>
    public static int Of(JobSnapshot job) => job.State switch
    {
        JobState.Succeeded => Succeeded,
        JobState.Canceled => Canceled,
        _ => Failed,
    };

    /// <summary>What a fault makes of the command.</summary>
    public static int Of(ProgressHubException fault) =>
        fault.IsTransient || fault.Code is "unreachable" or "not-progresshub" or "protocol-mismatch" ? Unreachable : Refused;

    /// <summary>The worse of two: unreachable, refused, failed, canceled, succeeded.</summary>
    public static int Worse(int one, int other) => Array.IndexOf(BadToWorse, one) >= Array.IndexOf(BadToWorse, other) ? one : other;
}
